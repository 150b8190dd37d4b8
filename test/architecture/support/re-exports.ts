import ts from 'typescript'
import type { SourceFile } from './source-files.js'
import { nodesOf, placeOf } from './source-files.js'

/** Whether a file is one of those that other packages import. */
export function isEntryPoint(path: string): boolean {
  return /^src\/(?:index|(?:core|streams|webhooks)\/index|adapters\/[^/]+\/index|testing\/(?:arbitraries\/)?index)\.ts$/.test(
    path,
  )
}

/** Every place where a file exports what another file made. */
export function reExports(file: SourceFile): readonly string[] {
  const imported = new Set(nodesOf(file).flatMap(importedName))
  return nodesOf(file)
    .filter((node) => isReExport(node, imported))
    .map((node) => placeOf(file, node))
}

function importedName(node: ts.Node): string[] {
  const named = ts.isImportSpecifier(node) || ts.isNamespaceImport(node) || ts.isImportClause(node)
  return named && node.name !== undefined ? [node.name.text] : []
}

function isReExport(node: ts.Node, imported: ReadonlySet<string>): boolean {
  if (ts.isExportDeclaration(node)) {
    const { exportClause, moduleSpecifier } = node
    if (moduleSpecifier !== undefined) return true
    const names = exportClause !== undefined && ts.isNamedExports(exportClause) ? exportClause.elements : []
    return names.some(({ name, propertyName }) => imported.has((propertyName ?? name).text))
  }
  return ts.isExportAssignment(node) && ts.isIdentifier(node.expression) && imported.has(node.expression.text)
}
