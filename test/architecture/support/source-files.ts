import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The folder of the package, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** A parsed file; its name is relative to the package, with slashes. */
export type SourceFile = ts.SourceFile

/** Parses a text as a file of that name. */
export function parse(name: string, text: string): SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
}

/** Every source file below a folder of the package, such as `src/core`. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => parse(name, readFileSync(join(ROOT, name), 'utf8')))
}

/** Every node of a file, parents first. */
export function nodesOf(file: SourceFile): readonly ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return nodes
}

/** A place in words, such as `src/core/a.ts:3`. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`
}
