import { printable } from './printable.js'

/** What takes two columns of a terminal: East Asian characters and emoji. */
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u

/** What stands on the character before it. */
const MARK = /^\p{M}$/u

/** A text by the columns that it takes: a wide character is followed by an empty cell. */
export function cellsOf(text: string): readonly string[] {
  const cells: string[] = []
  for (const character of printable(text)) {
    if (MARK.test(character) && cells.length > 0) {
      const last = cells.length - (cells.at(-1) === '' ? 2 : 1)
      cells[last] = `${cells[last] ?? ''}${character}`
    } else cells.push(character, ...(WIDE.test(character) ? [''] : []))
  }
  return cells
}

/** Columns that a text takes. */
export function columnsIn(text: string): number {
  return cellsOf(text).length
}

/** The first cells, at most so many; no character is cut in half. */
export function firstCells(cells: readonly string[], count: number): readonly string[] {
  return cells.slice(0, cells[count] === '' ? count - 1 : count)
}
