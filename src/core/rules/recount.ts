import type { InvalidRecord, ProjectRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { SCENE_STATUSES } from '../model/status.js'
import type { Counters } from './counters.js'
import { recalculateCounters, storedCounters } from './counters.js'
import { unreadableScenes } from './unreadable-records.js'

/** The records that the counters of a project are made of. */
export type CountedRecords = Pick<ProjectRecords, 'project' | 'scenes' | 'invalid'>

/**
 * The counters that a project should have: its scenes by their status as stored. One that cannot be read counts too,
 * with whatever status its record says.
 */
export function recountOf({ scenes, invalid }: Omit<CountedRecords, 'project'>): Counters {
  return recalculateCounters([
    ...scenes.map(({ value }) => value),
    ...unreadableScenes(invalid).map(statusOf),
  ])
}

/**
 * The counters of a project for a decision that its revision guards: as sealed, which is exact at that revision even where
 * the scenes were not read at one moment; counted where nobody vouches for them.
 */
export function countersOf(records: CountedRecords): Counters {
  const { value: project } = records.project
  return project.ledger === undefined ? recountOf(records) : storedCounters(project)
}

/**
 * How many counted changes the scenes of a project have had, those of scenes that are gone included. It equals the project's
 * `ledger` as long as only this library writes.
 */
export function countedChanges({ project, scenes, invalid }: CountedRecords): number {
  const ledgers = [
    ...scenes.map(({ value }) => value.ledger),
    ...unreadableScenes(invalid).map(({ raw }) => ledgerOf(raw['ledger'])),
    project.value.ledgerRetired,
  ]
  return ledgers.reduce<number>((sum, ledger = 0) => sum + ledger, 0)
}

/** An unknown status is none of those that are counted apart. */
function statusOf({ raw }: InvalidRecord): Pick<Scene, 'status'> {
  return { status: SCENE_STATUSES.find((status) => status === raw['status']) ?? 'pending' }
}

function ledgerOf(stored: unknown): number {
  return typeof stored === 'number' && Number.isSafeInteger(stored) && stored > 0 ? stored : 0
}
