import { describe, expect, it, vi } from 'vitest'
import { createManualClock, TEST_TIME_MS } from '@badapple/scenes/testing'

describe('a manual clock', () => {
  it('begins where it is told to, and stands still', async () => {
    expect(createManualClock().now()).toBe(TEST_TIME_MS)
    expect(createManualClock({ now: new Date(7) }).now()).toBe(7)
    const clock = createManualClock({ now: 0 })
    await new Promise((resolve) => setImmediate(resolve))
    expect(clock.now()).toBe(0)
  })

  it.each([{ now: Number.NaN }, { now: new Date('never') }, { now: Infinity }])('refuses %o', (options) => {
    expect(() => createManualClock(options)).toThrow('now must be a number of milliseconds')
  })

  it('does not let wait who sleeps for no time, or whose signal is aborted already', async () => {
    const clock = createManualClock()
    await clock.sleep(0)
    await clock.sleep(-1)
    await clock.sleep(Number.NaN)
    await clock.sleep(1_000, AbortSignal.abort())
    expect(clock.waiting()).toBe(0)
    expect(clock.now()).toBe(TEST_TIME_MS)
  })

  it('lets time pass for who tries again and again without waiting', async () => {
    const clock = createManualClock({ now: 0 })
    const tryUntil = async (deadlineMs: number) => {
      for (let tries = 1; ; tries++) {
        if (clock.now() >= deadlineMs) return tries
        await clock.sleep(0)
      }
    }
    const other = clock.sleep(150).then(() => clock.now())
    expect(await tryUntil(1_000)).toBeGreaterThan(50)
    expect(await other).toBe(150)
    await clock.advance(1_000)
    const before = clock.now()
    for (let times = 0; times < 50; times++) await clock.sleep(0)
    expect(clock.now()).toBe(before)
  })
})

describe('advance', () => {
  it('wakes in the order of time, each at its own moment', async () => {
    const clock = createManualClock({ now: 0 })
    const woken: (readonly [string, number])[] = []
    const sleep = (name: string, ms: number) => {
      void clock.sleep(ms).then(() => woken.push([name, clock.now()]))
    }
    sleep('late', 3_000)
    sleep('early', 1_000)
    sleep('early too', 1_000)
    sleep('too late', 3_001)
    await clock.advance(999)
    expect(woken).toEqual([])
    await clock.advance(2_001)
    expect(woken).toEqual([
      ['early', 1_000],
      ['early too', 1_000],
      ['late', 3_000],
    ])
    expect(clock.now()).toBe(3_000)
    expect(clock.waiting()).toBe(1)
  })

  it('wakes who sleeps again as often as it comes due', async () => {
    const clock = createManualClock({ now: 0 })
    const beats: number[] = []
    const beat = async () => {
      for (;;) {
        await clock.sleep(40)
        beats.push(clock.now())
      }
    }
    void beat()
    await clock.advance(100)
    await clock.advance(100)
    expect(beats).toEqual([40, 80, 120, 160, 200])
  })

  it('lets everybody go on as far as they get, who wait for each other too', async () => {
    const clock = createManualClock()
    let depth = 0
    const chain = async (links: number): Promise<void> => {
      if (links > 0) await chain(links - 1)
      depth++
      await Promise.resolve()
    }
    const work = clock.sleep(10).then(() => chain(500))
    await clock.advance(10)
    expect(depth).toBe(501)
    await work
  })

  it('by nothing lets go on who does not wait', async () => {
    const clock = createManualClock()
    let hasBegun = false
    void Promise.resolve().then(() => (hasBegun = true))
    await clock.advance(0)
    expect(hasBegun).toBe(true)
    expect(clock.now()).toBe(TEST_TIME_MS)
  })

  it.each([-1, Number.NaN, Infinity])('by %d is refused', async (ms) => {
    const clock = createManualClock()
    await expect(clock.advance(ms)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { input: 'ms' } })
    expect(clock.now()).toBe(TEST_TIME_MS)
  })
})

describe('a sleep whose signal is aborted', () => {
  it('ends at once, without time passing', async () => {
    const clock = createManualClock({ now: 0 })
    const abort = new AbortController()
    const slept = clock.sleep(1_000, abort.signal)
    expect(clock.waiting()).toBe(1)
    abort.abort()
    await slept
    expect(clock.waiting()).toBe(0)
    await clock.advance(2_000)
    expect(clock.now()).toBe(2_000)
  })

  it('leaves nothing behind on a signal that many sleeps share', async () => {
    const clock = createManualClock()
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    for (let times = 0; times < 3; times++) await clock.until(clock.sleep(10, signal))
    expect(remove).toHaveBeenCalledTimes(3)
  })
})

describe('until', () => {
  it('lets time pass from timer to timer, as far as the work needs', async () => {
    const clock = createManualClock({ now: 0 })
    void clock.sleep(1_000_000)
    const work = async () => {
      await clock.sleep(60_000)
      await clock.sleep(30_000)
      return 'done'
    }
    expect(await clock.until(work())).toBe('done')
    expect(clock.now()).toBe(90_000)
    expect(clock.waiting()).toBe(1)
  })

  it('lets no time pass for work that is done, and hands on what went wrong', async () => {
    const clock = createManualClock()
    expect(await clock.until(Promise.resolve(7))).toBe(7)
    const wrong = new Error('wrong')
    await expect(clock.until(Promise.reject(wrong))).rejects.toBe(wrong)
    expect(clock.now()).toBe(TEST_TIME_MS)
  })

  it('waits for what happens outside', async () => {
    const clock = createManualClock()
    const outside = new Promise((resolve) => setTimeout(resolve, 5))
    await clock.until(outside.then(() => clock.sleep(10)))
    expect(clock.now()).toBe(TEST_TIME_MS + 10)
  })

  it('gives up on work that no passing of time ends', async () => {
    // A clock for which a millisecond takes no time.
    const { setTimeout: real } = globalThis
    vi.stubGlobal('setTimeout', (goOn: () => void, ms: number) =>
      ms > 1 ? real(goOn, ms) : setImmediate(goOn),
    )
    vi.resetModules()
    try {
      const { createManualClock: createHasty } = await import('../../src/testing/manual-clock.js')
      const clock = createHasty()
      await expect(clock.until(clock.sleep(Infinity))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      expect(clock.now()).toBe(TEST_TIME_MS)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('set', () => {
  it('moves the present forth and back, and leaves everybody as long to wait', async () => {
    const clock = createManualClock({ now: 10_000 })
    const slept = clock.sleep(1_000).then(() => clock.now())
    clock.set(new Date(2_000))
    expect(clock.now()).toBe(2_000)
    await clock.advance(999)
    expect(clock.waiting()).toBe(1)
    clock.set(500_000)
    await clock.advance(1)
    expect(await slept).toBe(500_001)
  })

  it('refuses what is no time', () => {
    const clock = createManualClock()
    expect(() => {
      clock.set(Number.NaN)
    }).toThrow('now must be a number of milliseconds, or a Date; it is NaN')
  })
})

describe('a clock that advances by itself', () => {
  it('goes to the next timer as soon as everybody waits', async () => {
    const clock = createManualClock({ now: 0, autoAdvance: true })
    const woken: number[] = []
    const work = async (ms: number) => {
      for (let times = 0; times < 3; times++) {
        await clock.sleep(ms)
        woken.push(clock.now())
      }
    }
    await Promise.all([work(20), work(30)])
    expect(woken).toEqual([20, 30, 40, 60, 60, 90])
    // And again after a rest.
    await clock.sleep(10)
    expect(clock.now()).toBe(100)
  })

  it('does not go to a moment that never comes', async () => {
    const clock = createManualClock({ now: 0, autoAdvance: true })
    const abort = new AbortController()
    const forever = clock.sleep(Infinity, abort.signal)
    await clock.sleep(10)
    await clock.advance(10)
    expect(clock.now()).toBe(20)
    abort.abort()
    await forever
  })
})

describe('beside fake timers of a runner', () => {
  it('a clock works all the same', async () => {
    vi.useFakeTimers()
    try {
      const clock = createManualClock({ now: 0 })
      const slept = clock.sleep(10)
      await clock.advance(10)
      await slept
      await clock.until(clock.sleep(10))
      const alone = createManualClock({ now: 0, autoAdvance: true })
      await alone.sleep(10)
      expect([clock.now(), alone.now()]).toEqual([20, 10])
    } finally {
      vi.useRealTimers()
    }
  })
})
