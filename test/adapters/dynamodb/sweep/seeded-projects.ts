import type { BlobStat, DynamoJsonItem, FindingKind } from '@badapple/scenes'
import { FINDING_KINDS, toTimestamp } from '@badapple/scenes'
import { TEST_TIME_MS } from '@badapple/scenes/testing'
import fc from 'fast-check'
import { placeFaults } from '../../../../src/testing/arbitraries/table/place-faults.js'
import type { ProjectDraft } from '../../../../src/testing/arbitraries/table/project-drafts.js'
import { projectDrafts } from '../../../../src/testing/arbitraries/table/project-drafts.js'
import { projectRow } from '../../../../src/testing/arbitraries/table/project-row.js'
import { isSceneFault } from '../../../../src/testing/arbitraries/table/scene-faults.js'
import { tableItems } from '../../../../src/testing/arbitraries/table/table-items.js'
import { seededRandom } from '../../../../src/testing/seeded-random.js'

/** The present of every process, which stands still: what is within a grace stays so, however long a sweep takes. */
export const NOW_MS = TEST_TIME_MS

/** Scenes of a project. */
const SCENES = { min: 10, max: 12 }
/** The healthy projects that all are made from. */
const DRAFTS = 300
/** The share of the projects in which something is wrong, and how many faults there are at most. */
const BROKEN_SHARE = 0.5
const MOST_FAULTS = 3

/** Kinds that nobody but a person can put right. */
export const ONLY_REPORTED: ReadonlySet<FindingKind> = new Set([
  'invalid-item',
  'foreign-key',
  'shared-key',
  'stale-clip',
  'stalled-project',
])

/** A project of a large table. */
export interface SeededProject {
  readonly projectId: string
  readonly scenes: number
  readonly items: readonly DynamoJsonItem[]
  readonly objects: readonly BlobStat[]
  /** What an audit finds in it, as `kind project sequence`. */
  readonly findings: readonly string[]
}

/** The projects of a seed, each made when it is asked for: every process has the same, and none has all of them. */
export interface SeededProjects {
  /** @param at - From 0. */
  project(at: number): SeededProject
  /** Which one has this id; -1 where none has. */
  placeOf(projectId: string): number
}

/** Projects in any state, half of them with faults of every kind. */
export function seededProjects(seed: number): SeededProjects {
  const drafts = fc.sample(projectDrafts(SCENES), { seed, numRuns: DRAFTS })
  return {
    project: (at) => seededProject(`project-${at}`, drafts, seededRandom(seed + at * 7_919)),
    placeOf: (projectId) => Number(/^project-(\d+)$/.exec(projectId)?.[1] ?? -1),
  }
}

function seededProject(
  projectId: string,
  drafts: readonly ProjectDraft[],
  random: () => number,
): SeededProject {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const draft = pick(drafts)
  const count = random() < BROKEN_SHARE ? 1 + Math.floor(random() * MOST_FAULTS) : 0
  const faults = Array.from({ length: count }, () => ({
    kind: pick(FINDING_KINDS),
    scene: Math.floor(random() * draft.scenes.length),
  }))
  const placed = placeFaults(draft.scenes, faults, SCENES.max)
  const row = projectRow(projectId, { ...draft, scenes: placed.scenes }, placed, toTimestamp(NOW_MS))
  const found = new Set<string>([...placed.ofProject].map((kind) => `${kind} ${projectId}`))
  const sharing = [...placed.ofScenes].flatMap(([at, kind]) => (kind === 'shared-key' ? at : []))
  for (const [at, kind] of placed.ofScenes) {
    // The first of those that share a key is its rightful user.
    if (kind === 'shared-key' && at === Math.min(...sharing)) continue
    const sequence = row.scenes[at]?.scene.sequence ?? 0
    // Of the order of the scenes there is one finding in a project.
    found.add(kind === 'display-order' ? `${kind} ${projectId}` : `${kind} ${projectId} ${sequence}`)
  }
  return {
    projectId,
    scenes: row.scenes.length,
    items: tableItems(row),
    objects: [...row.scenes.flatMap(({ objects }) => objects), ...row.objects],
    findings: [...found],
  }
}

/** The kind of a finding as `kind project sequence`. */
export function kindOf(finding: string): FindingKind {
  const name = finding.slice(0, finding.indexOf(' '))
  const kind = FINDING_KINDS.find((one) => one === name)
  if (kind === undefined || (!isSceneFault(kind) && finding.split(' ').length > 2)) {
    throw new Error(`not a finding: ${finding}`)
  }
  return kind
}
