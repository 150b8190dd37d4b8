import { posix } from 'node:path'
import ts from 'typescript'
import type { SourceFile } from './source-files.js'
import { nodesOf, placeOf } from './source-files.js'

/** What a file asks of another module: by import, re-export, import type or `import()`. */
export interface Import {
  /** The importing file. */
  readonly from: string
  /** The imported file, relative to the package; a package's name as it is written. */
  readonly to: string
  /** Whether nothing of it is left when the types are gone. */
  readonly typeOnly: boolean
  readonly place: string
}

/** Everything that a file imports. */
export function importsOf(file: SourceFile): readonly Import[] {
  return nodesOf(file).flatMap((node): Import[] => {
    const found = importIn(node)
    if (found === undefined) return []
    const { specifier, typeOnly } = found
    const to = specifier.startsWith('.')
      ? posix.join(posix.dirname(file.fileName), specifier).replace(/\.js$/, '.ts')
      : specifier
    return [{ from: file.fileName, to, typeOnly, place: placeOf(file, node) }]
  })
}

function importIn(node: ts.Node): { readonly specifier: string; readonly typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) return read(node.moduleSpecifier, isTypeImport(node.importClause))
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return read(node.moduleSpecifier, node.isTypeOnly)
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return read(node.argument.literal, true)
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return read(node.arguments[0], false)
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return read(node.moduleReference.expression, node.isTypeOnly)
  }
  return undefined
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

function read(specifier: ts.Node | undefined, typeOnly: boolean) {
  const text = specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)'
  return { specifier: text, typeOnly }
}
