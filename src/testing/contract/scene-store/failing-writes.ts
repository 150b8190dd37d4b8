import type { Guard, Write } from '../../../core/model/change.js'
import type { Revision } from '../../../core/model/records.js'
import type { Scene } from '../../../core/model/scene.js'
import type { Bench } from './bench.js'
import { aScene, LATER } from './sample-records.js'
import { insertScene } from './seed.js'

/** What there is to fail on. */
export interface Facts {
  /** A commit that has happened. */
  readonly happened: string
  /** A revision that scene 1 had. */
  readonly stale: Revision
}

/** A write whose guard does not hold, in a project that has scenes 1 to 4 and nothing else. */
export interface FailingWrite {
  readonly what: string
  readonly write: (bench: Bench, facts: Facts) => Write
  /** The scene that the conflict shows; none where there is none. */
  readonly current?: number
}

/** A write of every kind whose guard does not hold. */
export const FAILING_WRITES: readonly FailingWrite[] = [
  {
    what: 'an insert over a record',
    write: (bench) => insertScene(bench, aScene(bench.projectId, 1, { prompt: 'another' })),
    current: 1,
  },
  {
    what: 'an update on a revision that is not the present one',
    write: (bench, { stale }) => updateOf(bench, 1, { revision: stale }),
    current: 1,
  },
  {
    what: 'an update on facts that do not hold',
    write: (bench) => updateOf(bench, 1, { equals: { status: 'completed' } }),
    current: 1,
  },
  { what: 'an update of a record that is not there', write: (bench) => updateOf(bench, 9, {}) },
  {
    what: 'an update that adds to a record that is not there',
    write: (bench) => ({ op: 'update', ref: bench.scene(9), set: {}, add: { ledger: 1 }, guard: {} }),
  },
  {
    what: 'a delete on a revision that is not the present one',
    write: (bench, { stale }) => ({ op: 'delete', ref: bench.scene(1), guard: { revision: stale } }),
    current: 1,
  },
  {
    what: 'a delete of a record that is not there',
    write: (bench) => ({ op: 'delete', ref: bench.scene(9), guard: {} }),
  },
  {
    what: 'a check of facts that do not hold',
    write: (bench) => ({ op: 'check', ref: bench.scene(1), guard: { atLeast: { order: 1 } } }),
    current: 1,
  },
  {
    what: 'a check on a revision that is not the present one',
    write: (bench, { stale }) => ({ op: 'check', ref: bench.scene(1), guard: { revision: stale } }),
    current: 1,
  },
  {
    what: 'a check of a record that is not there',
    write: (bench) => ({ op: 'check', ref: bench.scene(9), guard: { equals: { errorMessage: null } } }),
  },
  {
    what: 'a check that there is no record',
    write: (bench) => ({ op: 'check-absent', ref: bench.scene(1) }),
    current: 1,
  },
  {
    what: 'a check that a commit has not happened',
    write: ({ projectId }, { happened }) => ({ op: 'check-no-event', projectId, commitId: happened }),
  },
]

/** An update of a scene. */
export function updateOf(bench: Bench, sequence: number, guard: Guard<Scene>) {
  return {
    op: 'update',
    ref: bench.scene(sequence),
    set: { status: 'failed', updatedAt: LATER },
    guard,
  } as const
}
