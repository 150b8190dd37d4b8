import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '@badapple/scenes'

describe('the clock of the machine', () => {
  it('wakes when the signal is aborted, before or during the wait', async () => {
    await systemClock.sleep(60_000, AbortSignal.abort())
    const abort = new AbortController()
    const slept = systemClock.sleep(60_000, abort.signal)
    abort.abort()
    await slept
  })

  it('waits longer than one timer can', async () => {
    vi.useFakeTimers()
    try {
      let isAwake = false
      void systemClock.sleep(2 ** 31 + 1_000).then(() => (isAwake = true))
      await vi.advanceTimersByTimeAsync(2 ** 31 - 1)
      expect(isAwake).toBe(false)
      await vi.advanceTimersByTimeAsync(1_001)
      expect(isAwake).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})
