import { cellsOf, firstCells } from './cells.js'
import { printable } from './printable.js'

/** Text of at most so many columns, cut at the end. */
export function fit(text: string, width: number): string {
  const cells = cellsOf(text)
  if (cells.length <= width) return cells.join('')
  return `${firstCells(cells, Math.max(0, width - 1)).join('')}…`
}

/** Text of at most so many columns, cut in the middle: both ends of a key tell something. */
export function fitMiddle(text: string, width: number): string {
  const cells = cellsOf(text)
  if (cells.length <= width) return cells.join('')
  const tail = Math.floor((width - 1) / 3)
  return `${firstCells(cells, width - 1 - tail).join('')}…${cells.slice(-tail).join('')}`
}

/**
 * Text in lines of at most so many columns, broken at spaces, and within a word only where it alone is too long; all but
 * the first begin with `indent`.
 */
export function wrap(text: string, columns: number, indent = ''): string[] {
  const lines: string[] = []
  const margin = Array.from(indent)
  const width = Math.max(columns, margin.length + 2)
  let line: string[] = []
  const add = (word: readonly string[]) => {
    const isFirst = line.length === 0
    if (!isFirst && line.length + 1 + word.length <= width) {
      line.push(' ', ...word)
      return
    }
    if (!isFirst) lines.push(line.join(''))
    line = [...(lines.length === 0 ? [] : margin), ...word]
    while (line.length > width) {
      const first = firstCells(line, width)
      lines.push(first.join(''))
      line = [...margin, ...line.slice(first.length)]
    }
  }
  for (const word of printable(text).split(' ')) add(cellsOf(word))
  return [...lines, line.join('')]
}
