import { describe, expect, it } from 'vitest'
import { nextPollMs } from '../../../src/core/rules/poll-interval.js'
import { thrown } from '../support/thrown.js'

describe('nextPollMs', () => {
  it('is 3 s, after errors 1 s, 2 s, 4 s, 8 s, and then nothing', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 1e300].map((errors) => nextPollMs({ errors }))
    expect(waits).toEqual([3_000, 1_000, 2_000, 4_000, 8_000, undefined, undefined, undefined])
  })

  it('is at most 30 s for whoever gives up later', () => {
    const waits = [1, 5, 6, 2_000, 9_999].map((errors) => nextPollMs({ errors, giveUpAfter: 9_999 }))
    expect(waits).toEqual([1_000, 16_000, 30_000, 30_000, undefined])
    expect(nextPollMs({ errors: 1, giveUpAfter: 1 })).toBeUndefined()
    expect(nextPollMs({ errors: 0, giveUpAfter: 1 })).toBe(3_000)
    expect(nextPollMs({ errors: 5, giveUpAfter: undefined })).toBeUndefined()
  })

  it.each([-1, 0.5, Number.NaN, Infinity])('refuses %d errors', (errors) => {
    expect(thrown(() => nextPollMs({ errors }), 'INVALID_INPUT').details.input).toBe('errors')
  })

  it('refuses to give up before the first error', () => {
    const error = thrown(() => nextPollMs({ errors: 0, giveUpAfter: 0 }), 'INVALID_INPUT')
    expect(error.details.input).toBe('giveUpAfter')
  })
})
