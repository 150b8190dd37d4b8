import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PageProgress } from '../../../src/service/sweep/page-progress.js'

const IDS = Array.from({ length: 12 }, (_, at) => `p${at}`)

it('names the last projects up to which all are over, in whatever order they end', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(IDS), (ended) => {
      const progress = new PageProgress(IDS, [])
      for (const id of ended) progress.end(IDS.indexOf(id))
      const front = IDS.findIndex((id) => !ended.includes(id))
      const before = front === -1 ? IDS : IDS.slice(0, front)
      expect(progress.after).toEqual(before.slice(-8))
      expect(progress.isOver).toBe(ended.length === IDS.length)
      const left = new PageProgress(IDS, progress.after).left().map(([, id]) => id)
      expect(left).toEqual(IDS.slice(before.length))
    }),
  )
})

it('goes on after the last of them that is still on the page, and begins anew where none is', () => {
  const left = (after: readonly string[]) => new PageProgress(IDS, after).left().length
  expect(left(['p3', 'gone'])).toBe(8)
  expect(left(['gone', 'too'])).toBe(12)
  expect(left([])).toBe(12)
})
