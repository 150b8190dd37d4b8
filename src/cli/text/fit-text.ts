import { printable } from './printable.js'

/** Text of at most so many characters, cut at the end. */
export function fit(text: string, width: number): string {
  const characters = Array.from(printable(text))
  if (characters.length <= width) return characters.join('')
  return `${characters.slice(0, Math.max(0, width - 1)).join('')}…`
}

/** Text of at most so many characters, cut in the middle: both ends of a key tell something. */
export function fitMiddle(text: string, width: number): string {
  const characters = Array.from(printable(text))
  if (characters.length <= width) return characters.join('')
  const tail = Math.floor((width - 1) / 3)
  return `${characters.slice(0, width - 1 - tail).join('')}…${characters.slice(-tail).join('')}`
}

/**
 * Text in lines of at most so many characters, broken at spaces, and within a word only where it alone is too long; all but
 * the first begin with `indent`.
 */
export function wrap(text: string, columns: number, indent = ''): string[] {
  const lines: string[] = []
  const margin = Array.from(indent)
  const width = Math.max(columns, margin.length + 1)
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
      lines.push(line.slice(0, width).join(''))
      line = [...margin, ...line.slice(width)]
    }
  }
  for (const word of printable(text).split(' ')) add(Array.from(word))
  return [...lines, line.join('')]
}
