import ts from 'typescript'
import { importsOf } from './imports.js'
import type { SourceFile } from './source-files.js'
import { nodesOf, placeOf } from './source-files.js'

/** Names that reach the outside: clocks, randomness, I/O, other code, the machine. */
const FORBIDDEN_NAMES = new Set([
  ...['performance', 'process', 'globalThis', 'global', 'window', 'self', 'eval', 'Function', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'crypto'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'console', 'navigator', 'localStorage', 'sessionStorage'],
  ...['document', 'location', 'Buffer', 'Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef'],
])

/** What else answers differently from machine to machine or from call to call. */
const FORBIDDEN_MEMBERS = new Set(['random', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'])
const ZONED_MEMBER = /^(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset)$/

/** What keeps a file of the core from being pure; empty when nothing does. */
export function impurities(file: SourceFile): readonly string[] {
  const found = nodesOf(file).flatMap((node) => {
    const problem = impurityOf(node)
    return problem === undefined ? [] : [`${placeOf(file, node)}: ${problem}`]
  })
  const references = [
    ...file.typeReferenceDirectives,
    ...file.libReferenceDirectives,
    ...file.referencedFiles,
  ]
  return [
    ...found,
    ...references.map(({ fileName }) => `${file.fileName}: refers to ${fileName}`),
    ...importsOf(file)
      .filter(({ to }) => !mayImport(file.fileName, to))
      .map(({ place, to }) => `${place}: imports ${to}`),
  ]
}

function mayImport(from: string, to: string): boolean {
  return to.startsWith('src/core/') || (to === 'zod' && from.endsWith('.schema.ts'))
}

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import()'
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return 'import.meta'
  if (ts.isModuleDeclaration(node)) return 'declares a module or global'
  if (!ts.isIdentifier(node)) return undefined
  if (isMember(node)) return memberProblem(node)
  if (isPropertyName(node)) return undefined
  if (FORBIDDEN_NAMES.has(node.text)) return node.text
  return node.text === 'Date' && !isHarmlessDate(node) ? 'Date asks for the present' : undefined
}

/** `x` of `a.x`. */
function isMember({ parent, ...node }: ts.Identifier): boolean {
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name.pos === node.pos) ||
    (ts.isQualifiedName(parent) && parent.right.pos === node.pos)
  )
}

function memberProblem({ text }: ts.Identifier): string | undefined {
  return FORBIDDEN_MEMBERS.has(text) || ZONED_MEMBER.test(text) ? `.${text}` : undefined
}

/** `x` of `{ x: 1 }` or of a field in a type: only a name. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node
  const named =
    ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)
  return named && parent.name === node
}

/** `new Date(argument)`, `Date.parse`, `Date.UTC` and the type are the same at every time. */
function isHarmlessDate(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isTypeReferenceNode(parent)) return true
  if (ts.isNewExpression(parent)) return parent.expression === node && (parent.arguments?.length ?? 0) > 0
  const isAccess = ts.isPropertyAccessExpression(parent) && parent.expression === node
  return isAccess && ['parse', 'UTC'].includes(parent.name.text)
}
