import { wrap } from '../text/fit-text.js'
import { WIDTH } from './terminal.js'
import type { Terminal } from './terminal.js'

/** Prints lines one after the other. */
export function printLines({ print }: Pick<Terminal, 'print'>, lines: readonly string[]): void {
  for (const line of lines) print(line)
}

/** Prints a heading over the whole width, set off from what was before. */
export function printHeading({ print, paint }: Terminal, text: string): void {
  print()
  print(paint('bold', `── ${text} ${'─'.repeat(WIDTH - text.length - 4)}`))
}

/** Prints a paragraph, broken at the width. */
export function printParagraph({ print, width }: Terminal, text: string): void {
  for (const line of wrap(text, width())) print(line)
}
