import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const guide = readFileSync(new URL('docs/guides/guarantees.md', root), 'utf8')

/** The rows of its tables, by their cells. */
const rows = guide
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (promise|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

describe('the guide on guarantees', () => {
  it('names for every promise what breaks it, by patches that there are', () => {
    expect(rows.length).toBeGreaterThan(15)
    for (const [, promise = '', restsOn = '', brokenBy = ''] of rows) {
      const names = [...brokenBy.matchAll(/`([a-z0-9-]+)`/g)].map(([, name = '']) => name)
      expect(restsOn, promise).not.toBe('')
      expect(names.length, promise).toBeGreaterThan(0)
      expect(names.filter((name) => !existsSync(new URL(`mutants/${name}.patch`, root)))).toEqual([])
    }
  })
})
