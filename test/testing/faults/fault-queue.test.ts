import { describe, expect, it } from 'vitest'
import type { FaultControls } from '@badapple/scenes/testing'
import { FaultQueue } from '../../../src/testing/faults/fault-queue.js'
import type { SentRequest } from '../../../src/testing/faults/request-log.js'

type Faults = Readonly<{ write: 'lost' | 'torn'; read: 'slow' }>

const REQUEST: SentRequest = { port: 'store', operation: 'write', about: 'film', process: 'scenes' }

function queue(): FaultQueue<Faults> {
  return new FaultQueue<Faults>({ write: ['lost', 'torn'], read: ['slow'] })
}

/** What so many requests meet, one after the other. */
function fates(of: FaultQueue<Faults>, count: number, operation: keyof Faults = 'write') {
  return Array.from({ length: count }, () => of.next(operation, REQUEST))
}

describe('planned faults', () => {
  it('come in turn, each once, to requests of their kind', () => {
    const faults = queue()
    faults.failNext('write', 'lost')
    faults.failNext('read', 'slow')
    faults.failNext('write', 'torn')
    expect(fates(faults, 3)).toEqual(['lost', 'torn', undefined])
    expect(fates(faults, 2, 'read')).toEqual(['slow', undefined])
  })

  it('come so many times, or until the store is healed', () => {
    const faults = queue()
    faults.failNext('write', 'lost', 2)
    expect(fates(faults, 3)).toEqual(['lost', 'lost', undefined])
    faults.failNext('write', 'torn', { times: Infinity })
    expect(new Set(fates(faults, 100))).toEqual(new Set(['torn']))
    faults.heal()
    expect(fates(faults, 1)).toEqual([undefined])
  })

  it('come after so many requests that go well', () => {
    const faults = queue()
    faults.failNext('write', 'lost', { after: 2, times: 2 })
    faults.failNext('write', 'torn')
    expect(fates(faults, 6)).toEqual([undefined, undefined, 'lost', 'lost', 'torn', undefined])
  })

  it('come to the requests that are meant, and others do not count', () => {
    const faults = queue()
    const of = (process: string) => faults.next('write', { ...REQUEST, process })
    faults.failNext('write', 'lost', { when: ({ process }) => process === 'worker-1', after: 1 })
    faults.failNext('write', 'torn', { when: ({ process }) => process === 'worker-2' })
    expect([of('other'), of('worker-1'), of('worker-2'), of('worker-1'), of('worker-1')]).toEqual([
      undefined,
      undefined,
      'torn',
      'lost',
      undefined,
    ])
  })

  it('are listed until they have come; changing the list changes nothing', () => {
    const faults = queue()
    faults.failNext('write', 'lost', { times: 2, after: 1 })
    faults.failNext('read', 'slow')
    fates(faults, 2)
    const planned = faults.plannedFaults()
    expect(planned).toEqual([
      { operation: 'write', fault: 'lost', times: 1, after: 0 },
      { operation: 'read', fault: 'slow', times: 1, after: 0 },
    ])
    Object.assign(planned[0] ?? {}, { times: 99 })
    expect(fates(faults, 2)).toEqual(['lost', undefined])
    fates(faults, 1, 'read')
    expect(faults.plannedFaults()).toEqual([])
  })
})

describe('faults by chance', () => {
  const rates = { write: { lost: 0.2, torn: 0.1 } }

  it('are the same for the same seed, and others for another', () => {
    const run = (seed: number) => {
      const faults = queue()
      faults.failRandomly({ seed, rates })
      return fates(faults, 200)
    }
    expect(run(7)).toEqual(run(7))
    expect(run(7)).not.toEqual(run(8))
  })

  it('come about as often as was said', () => {
    const faults = queue()
    faults.failRandomly({ seed: 1, rates })
    const all = fates(faults, 10_000)
    const share = (fault: string) => all.filter((one) => one === fault).length / all.length
    expect(share('lost')).toBeCloseTo(0.2, 1)
    expect(share('torn')).toBeCloseTo(0.1, 1)
  })

  it('come never or always at the ends, and never to what nobody named', () => {
    const faults = queue()
    faults.failRandomly({ seed: 1, rates: { write: { lost: 0, torn: 1 } } })
    expect(new Set(fates(faults, 500))).toEqual(new Set(['torn']))
    expect(new Set(fates(faults, 500, 'read'))).toEqual(new Set([undefined]))
    faults.heal()
    expect(new Set(fates(faults, 500))).toEqual(new Set([undefined]))
  })

  it('make room for what was planned', () => {
    const faults = queue()
    faults.failRandomly({ seed: 1, rates: { write: { torn: 1 } } })
    faults.failNext('write', 'lost')
    expect(fates(faults, 2)).toEqual(['lost', 'torn'])
  })
})

describe('what a caller without types may say', () => {
  const untyped = (): FaultControls<Record<string, string>> =>
    new FaultQueue<Record<string, string>>({ write: ['lost', 'torn'], read: ['slow'] })

  it.each<readonly [string, (faults: ReturnType<typeof untyped>) => void]>([
    [
      'operation must be one of write, read; it is rite',
      (to) => {
        to.failNext('rite', 'lost')
      },
    ],
    [
      'operation must be one of write, read; it is toString',
      (to) => {
        to.failNext('toString', 'lost')
      },
    ],
    [
      'fault of write must be one of lost, torn; it is slow',
      (to) => {
        to.failNext('write', 'slow')
      },
    ],
    [
      'times must be 1 or more, not 0',
      (to) => {
        to.failNext('write', 'lost', 0)
      },
    ],
    [
      'times must be 1 or more, not NaN',
      (to) => {
        to.failNext('write', 'lost', Number.NaN)
      },
    ],
    [
      'after must be 0 or more, not -1',
      (to) => {
        to.failNext('write', 'lost', { after: -1 })
      },
    ],
    [
      'operation must be one of write, read; it is rite',
      (to) => {
        to.failRandomly({ seed: 1, rates: { rite: { lost: 1 } } })
      },
    ],
    [
      'fault of read must be one of slow; it is lost',
      (to) => {
        to.failRandomly({ seed: 1, rates: { read: { lost: 1 } } })
      },
    ],
    [
      'rates must be from 0 to 1; write lost is 2',
      (to) => {
        to.failRandomly({ seed: 1, rates: { write: { lost: 2 } } })
      },
    ],
    [
      'rates must be from 0 to 1; write lost is NaN',
      (to) => {
        to.failRandomly({ seed: 1, rates: { write: { lost: Number.NaN } } })
      },
    ],
  ])('is refused where it is wrong: %s', (message, say) => {
    const faults = untyped()
    expect(() => {
      say(faults)
    }).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message }))
    expect(faults.plannedFaults()).toEqual([])
  })
})
