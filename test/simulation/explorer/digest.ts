import { createHash } from 'node:crypto'

/** A short name for a text, and for no other. */
export function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64')
}

/** An answer, or the error that it is, in full. */
export function textOf(answer: () => unknown): string {
  try {
    return JSON.stringify(answer(), (_, value: unknown) => (value instanceof Map ? [...value] : value))
  } catch (error) {
    return String(error)
  }
}
