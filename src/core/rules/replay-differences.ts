import type { StoredKey } from '../model/object-key.js'
import type { ProjectRecords } from '../model/records.js'
import type { Clips, Scene } from '../model/scene.js'
import { haveSameKeys } from '../model/scene.js'
import type { ProjectStatus, SceneStatus } from '../model/status.js'
import type { Counters } from './counters.js'
import { isSameCount, storedCounters } from './counters.js'
import type { ReplayedProject, ReplayedScene } from './replay.js'
import { sequenceOf, unreadableScenes } from './unreadable-records.js'

/**
 * Where the events of a project tell something else than its records. `savedByOthers` says that the record was saved
 * by another system since this library wrote it last, which no event tells of.
 */
export type ReplayDifference =
  /** The events add a scene and do not remove it; there is no record of it. */
  | { readonly kind: 'scene-gone'; readonly sequence: number }
  /** There is a record of a scene that the events never added, or removed. */
  | { readonly kind: 'scene-unknown'; readonly sequence: number; readonly savedByOthers: boolean }
  | SceneDifference<'scene-status', SceneStatus>
  | SceneDifference<'scene-clips', Clips>
  /** The record's last event is not the last one that was found: an event is missing, or the record is an older one. */
  | SceneDifference<'scene-order', number>
  | ProjectDifference<'project-status', ProjectStatus>
  | ProjectDifference<'project-order', number>
  | ProjectDifference<'final-output', StoredKey | undefined>
  | ProjectDifference<'counters', Counters>

/** A fact of a scene that the events and the record tell differently. */
export interface SceneDifference<Kind, Fact> {
  readonly kind: Kind
  readonly sequence: number
  readonly replayed: Fact
  readonly stored: Fact
  readonly savedByOthers: boolean
}

/** A fact of a project that the events and the record tell differently. */
export interface ProjectDifference<Kind, Fact> {
  readonly kind: Kind
  readonly replayed: Fact
  readonly stored: Fact
  readonly savedByOthers: boolean
}

/**
 * Compares what the events tell with what is stored. What the events do not tell is no difference, and neither is a scene whose
 * record cannot be read.
 * @example
 * const { items } = await scenes.history('91cf', { limit: 1_000 })
 * replayDifferences(replayEvents(items), await scenes.load('91cf')) // []
 */
export function replayDifferences(
  replayed: ReplayedProject,
  records: ProjectRecords,
): readonly ReplayDifference[] {
  const told = new Map(replayed.scenes.map((scene) => [scene.sequence, scene]))
  const stored = new Set([
    ...records.scenes.map(({ value }) => value.sequence),
    ...unreadableScenes(records.invalid).map(sequenceOf),
  ])
  const gone = replayed.scenes.filter(({ sequence }) => !stored.has(sequence))
  return [
    ...gone.map(({ sequence }) => ({ kind: 'scene-gone', sequence }) as const),
    ...records.scenes.flatMap(({ value }) => sceneDifferences(told.get(value.sequence), value)),
    ...projectDifferences(replayed, records),
  ]
}

function sceneDifferences(told: ReplayedScene | undefined, scene: Scene): readonly ReplayDifference[] {
  const { sequence, status, clips, order } = scene
  const savedByOthers = order === undefined
  if (told === undefined) return [{ kind: 'scene-unknown', sequence, savedByOthers }]
  const where = { sequence, savedByOthers }
  const differences: ReplayDifference[] = []
  if (told.status !== undefined && told.status !== status) {
    differences.push({ kind: 'scene-status', ...where, replayed: told.status, stored: status })
  }
  if (told.clips !== undefined && !haveSameKeys(told.clips, clips)) {
    differences.push({ kind: 'scene-clips', ...where, replayed: told.clips, stored: clips })
  }
  if (order !== undefined && told.order !== order) {
    differences.push({ kind: 'scene-order', ...where, replayed: told.order, stored: order })
  }
  return differences
}

function projectDifferences(
  replayed: ReplayedProject,
  { project: { value: project } }: ProjectRecords,
): readonly ReplayDifference[] {
  const { status, order, finalOutputKey } = project
  const savedByOthers = order === undefined
  const differences: ReplayDifference[] = []
  if (replayed.status !== undefined && replayed.status !== status) {
    differences.push({ kind: 'project-status', savedByOthers, replayed: replayed.status, stored: status })
  }
  if (order !== undefined && replayed.order !== order) {
    differences.push({ kind: 'project-order', savedByOthers, replayed: replayed.order, stored: order })
  }
  const toldOfFilm = replayed.isWhole || replayed.finalOutputKey !== undefined
  if (toldOfFilm && replayed.finalOutputKey !== finalOutputKey) {
    const stored = finalOutputKey
    differences.push({ kind: 'final-output', savedByOthers, replayed: replayed.finalOutputKey, stored })
  }
  const stored = storedCounters(project)
  if (replayed.isWhole && !isSameCount(replayed.counters, stored)) {
    differences.push({ kind: 'counters', savedByOthers, replayed: replayed.counters, stored })
  }
  return differences
}
