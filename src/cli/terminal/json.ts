import { isSceneError } from '../../index.js'
import type { Terminal } from './terminal.js'

/** Prints one JSON document. */
export function printJson({ write }: Terminal, document: unknown): void {
  write(`${JSON.stringify(document, plainly, 2)}\n`)
}

/** Prints one of many JSON documents, in a line of its own. */
export function printJsonLine({ write }: Terminal, document: unknown): void {
  write(`${JSON.stringify(document, plainly)}\n`)
}

/** Of errors and maps, JSON would keep nothing. */
function plainly(_name: string, value: unknown): unknown {
  if (value instanceof Map) return [...value.values()]
  if (isSceneError(value)) return { code: value.code, message: value.message, details: value.details }
  return value instanceof Error ? { message: value.message } : value
}
