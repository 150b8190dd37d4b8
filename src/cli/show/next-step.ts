import { commandLine } from '../help/usage.js'
import type { Paint } from '../terminal/paint.js'

/** A line that says how to go on. It is not broken, as it is to be copied. */
export function nextStep(paint: Paint, purpose: string, ...words: readonly string[]): string {
  return `${purpose}: ${paint('bold', commandLine(...words))}`
}
