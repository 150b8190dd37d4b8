import { describe, expect, it } from 'vitest'
import { formatTable } from '../../src/cli/terminal/table.js'
import { columnsIn } from '../../src/cli/text/cells.js'
import { fit, wrap } from '../../src/cli/text/fit-text.js'

describe('text that takes more columns than it has characters', () => {
  it.each([
    ['night', 5],
    ['夜行列車', 8],
    ['🎬 take', 7],
    ['Zoe\u0308', 3],
    ['한글', 4],
    ['\u001b[31m', 5],
    ['', 0],
  ])('%j takes %i', (text, columns) => {
    expect(columnsIn(text)).toBe(columns)
  })

  it('is cut where it ends, and never in the middle of a character', () => {
    expect(fit('夜行列車', 8)).toBe('夜行列車')
    expect(fit('夜行列車', 7)).toBe('夜行列…')
    expect(fit('夜行列車', 6)).toBe('夜行…')
  })

  it('is broken at the width, however narrow', () => {
    expect(wrap('夜行列車が走る', 6)).toEqual(['夜行列', '車が走', 'る'])
    expect(wrap('夜行列車', 7)).toEqual(['夜行列', '車'])
    expect(wrap('夜行 ab', 0)).toEqual(['夜', '行', 'ab'])
    expect(wrap('two words', -5, '  ')).toEqual(['two', '  wo', '  rd', '  s'])
  })

  it('keeps the columns of a table in line', () => {
    const columns = [
      { heading: 'concept', text: ([concept]: readonly [string, string]) => concept },
      { heading: 'status', text: ([, status]: readonly [string, string]) => status },
    ]
    const rows = [
      ['夜行列車', 'pending'],
      ['night', 'failed'],
    ] as const
    const lines = formatTable(columns, rows, { paint: (_, text) => text, width: 40, indent: '' })
    expect(lines.slice(2)).toEqual(['夜行列車  pending', 'night     failed'])
  })
})
