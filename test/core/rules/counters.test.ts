import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Counters } from '../../../src/core/rules/counters.js'
import {
  changesCounts,
  countersDelta,
  deriveProjectStatus,
  isSettled,
  plus,
  recalculateCounters,
  storedCounters,
} from '../../../src/core/rules/counters.js'
import type { ProjectStatus, SceneStatus } from '../../../src/core/model/status.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../../../src/core/model/status.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { aProject } from '../support/builders.js'

const sceneStatuses = fc.constantFrom(...SCENE_STATUSES)
const projectStatuses = fc.constantFrom(...PROJECT_STATUSES)
const scenes = fc.array(sceneStatuses.map((status) => ({ status })))

/** One change of a project's scenes: a scene comes, moves, or goes (of those that there are, the one at an index). */
type Move =
  | { readonly kind: 'comes'; readonly to: SceneStatus }
  | { readonly kind: 'moves'; readonly at: number; readonly to: SceneStatus }
  | { readonly kind: 'goes'; readonly at: number }

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('comes' as const), to: sceneStatuses }),
    fc.record({ kind: fc.constant('moves' as const), at: fc.nat(9), to: sceneStatuses }),
    fc.record({ kind: fc.constant('goes' as const), at: fc.nat(9) }),
  ),
  { maxLength: 30 },
)

function count(sceneCount: number, completedScenes: number, failedScenes: number): Counters {
  return { sceneCount, completedScenes, failedScenes }
}

/** Every count of up to so many scenes. */
function countsUpTo(most: number): readonly Counters[] {
  const all: Counters[] = []
  for (let n = 0; n <= most; n++)
    for (let c = 0; c <= n; c++) for (let f = 0; c + f <= n; f++) all.push(count(n, c, f))
  return all
}

describe('recalculateCounters', () => {
  it('counts every status once, and the settled ones apart', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }), (numbers) => {
        const [pending = 0, processing = 0, completed = 0, failed = 0] = numbers
        const all = SCENE_STATUSES.flatMap((status, at) =>
          Array.from({ length: numbers[at] ?? 0 }, () => ({ status })),
        )
        expect(recalculateCounters(all)).toEqual(
          count(pending + processing + completed + failed, completed, failed),
        )
      }),
      KEY_LAW,
    )
  })

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(
        scenes.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, shuffled]) => {
          expect(recalculateCounters(shuffled)).toEqual(recalculateCounters(all))
        },
      ),
      KEY_LAW,
    )
  })

  it('says the same again, and leaves the scenes alone', () => {
    fc.assert(
      fc.property(scenes, (all) => {
        const before = structuredClone(all)
        const first = recalculateCounters(all)
        expect(recalculateCounters(all)).toEqual(first)
        expect(recalculateCounters(new Set(all))).toEqual(first)
        expect(all).toEqual(before)
      }),
      KEY_LAW,
    )
  })

  it('adds up over parts', () => {
    fc.assert(
      fc.property(scenes, scenes, (some, others) => {
        expect(recalculateCounters([...some, ...others])).toEqual(
          plus(recalculateCounters(some), recalculateCounters(others)),
        )
      }),
      KEY_LAW,
    )
  })

  it('equals the running deltas after every history', () => {
    fc.assert(
      fc.property(scenes, moves, (start, history) => {
        const all = [...start]
        let running = recalculateCounters(all)
        for (const move of history) {
          const at = move.kind === 'comes' ? all.length : move.at % Math.max(1, all.length)
          const before = all[at]
          if (move.kind !== 'comes' && before === undefined) continue
          const after = move.kind === 'goes' ? undefined : { status: move.to }
          all.splice(at, 1, ...(after === undefined ? [] : [after]))
          const delta = countersDelta(before, after)
          running = plus(running, delta)
          expect(running).toEqual(recalculateCounters(all))
          expect(changesCounts(delta)).toBe(JSON.stringify(delta) !== JSON.stringify(count(0, 0, 0)))
        }
      }),
      KEY_LAW,
    )
  })
})

describe('countersDelta', () => {
  it.each([
    ['pending', 'processing', 0, 0],
    ['processing', 'pending', 0, 0],
    ['completed', 'completed', 0, 0],
    ['failed', 'failed', 0, 0],
    ['processing', 'completed', 1, 0],
    ['processing', 'failed', 0, 1],
    ['completed', 'pending', -1, 0],
    ['completed', 'failed', -1, 1],
    ['failed', 'pending', 0, -1],
    ['failed', 'completed', 1, -1],
  ] as const)('of %s to %s is %i and %i', (from, to, completed, failed) => {
    const delta = countersDelta({ status: from }, { status: to })
    expect(plus(delta, count(0, 0, 0))).toEqual(count(0, completed, failed))
    expect(changesCounts(delta)).toBe(completed !== 0 || failed !== 0)
  })

  it('of a scene that comes or goes is its count', () => {
    expect(countersDelta(undefined, { status: 'pending' })).toEqual(count(1, 0, 0))
    expect(plus(countersDelta({ status: 'failed' }, undefined), count(3, 1, 1))).toEqual(count(2, 1, 0))
    expect(changesCounts(countersDelta(undefined, undefined))).toBe(false)
  })
})

describe('storedCounters', () => {
  it('reads a missing counter as 0', () => {
    const { sceneCount, completedScenes, failedScenes, ...old } = aProject()
    expect(storedCounters(old)).toEqual(count(0, 0, 0))
    expect(storedCounters(aProject())).toEqual({ sceneCount, completedScenes, failedScenes })
  })
})

describe('isSettled', () => {
  it('holds when no scene is left', () => {
    for (const counts of countsUpTo(6)) {
      const { sceneCount, completedScenes, failedScenes } = counts
      expect(isSettled(counts)).toBe(sceneCount - completedScenes - failedScenes === 0)
    }
    // Numbers that somebody else wrote.
    expect(isSettled(count(2, 2, 1))).toBe(true)
  })
})

describe('deriveProjectStatus', () => {
  type Expected = Readonly<Record<'none' | 'completed' | 'failed' | 'open', ProjectStatus>>

  /** For every stored status: without scenes, all completed, settled with failures, and with scenes left. */
  const TABLE: Readonly<Record<ProjectStatus, Expected>> = {
    pending: { none: 'pending', completed: 'completed', failed: 'failed', open: 'pending' },
    queued: { none: 'queued', completed: 'completed', failed: 'failed', open: 'processing' },
    generating_scenes: {
      none: 'generating_scenes',
      completed: 'generating_scenes',
      failed: 'generating_scenes',
      open: 'generating_scenes',
    },
    processing: { none: 'processing', completed: 'completed', failed: 'failed', open: 'processing' },
    composing: { none: 'composing', completed: 'composing', failed: 'composing', open: 'composing' },
    completed: { none: 'completed', completed: 'completed', failed: 'failed', open: 'processing' },
    failed: { none: 'failed', completed: 'completed', failed: 'failed', open: 'processing' },
  }

  it.each(PROJECT_STATUSES)('of a project that is %s is as the table says, for all counts', (status) => {
    for (const counts of countsUpTo(6)) {
      const { sceneCount: n, completedScenes: c, failedScenes: f } = counts
      const row = n === 0 ? 'none' : c === n ? 'completed' : c + f === n ? 'failed' : 'open'
      expect([counts, deriveProjectStatus(status, counts)]).toEqual([counts, TABLE[status][row]])
    }
  })

  it('is a status whatever the numbers are, and derives to itself', () => {
    const numbers = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.double())
    fc.assert(
      fc.property(projectStatuses, numbers, numbers, numbers, (status, n, c, f) => {
        const derived = deriveProjectStatus(status, count(n, c, f))
        expect(PROJECT_STATUSES).toContain(derived)
        expect(deriveProjectStatus(derived, count(n, c, f))).toBe(derived)
      }),
      KEY_LAW,
    )
  })

  it('never writes a project as queued', () => {
    for (const status of PROJECT_STATUSES.filter((other) => other !== 'queued'))
      for (const counts of countsUpTo(4)) expect(deriveProjectStatus(status, counts)).not.toBe('queued')
  })
})
