import fc from 'fast-check'
import { SceneError } from '../../core/model/error.js'
import type { FindingKind } from '../../core/model/finding.js'
import { FINDING_KINDS } from '../../core/model/finding.js'
import { epochMs, toTimestamp } from '../../core/model/time.js'
import { TEST_TIME_MS } from '../manual-clock.js'
import type { TestSnapshot } from '../test-data.js'
import type { CountRange } from './table/count-range.js'
import { countsOf } from './table/count-range.js'
import { listsOf } from './table/lists.js'
import type { FaultDraft } from './table/place-faults.js'
import { placeFaults, scenesFor } from './table/place-faults.js'
import { projectDrafts } from './table/project-drafts.js'
import { projectRow } from './table/project-row.js'
import { tableItems } from './table/table-items.js'

/**
 * A table and a bucket with one or more projects: for `createTestScenes`, which also sets its clock to `nowMs`, or for
 * `createMemorySceneStore` and `createMemoryBlobStore`.
 */
export interface GeneratedTable extends TestSnapshot {
  /** The ids of the projects. */
  readonly projects: readonly string[]
  /** What was made wrong, by the kind of finding that an audit raises; none in a healthy table. */
  readonly faults: readonly FindingKind[]
}

/** Options of {@link arbitraryTable}. */
export interface TableOptions {
  /**
   * `healthy`: an audit finds nothing; `broken`: it finds something; `any`: either. Default: `any`.
   */
  readonly health?: 'healthy' | 'broken' | 'any'
  /** How many projects. Default: one or two. */
  readonly projects?: CountRange
  /** How many scenes in each project. Default: up to four. */
  readonly scenes?: CountRange
  /** What may be wrong. Default: everything that an audit finds. */
  readonly faults?: readonly FindingKind[]
  /** The present, to the millisecond: leases end and graces pass. Default: the instant at which manual clocks begin. */
  readonly now?: Date | number
}

/** Faults of one table. */
const MOST_FAULTS = 3

/**
 * Tables and buckets as this library and the backend leave them, and broken ones. Every fault is put where it hides no other,
 * so that an audit at that time by the default policy raises findings of the kinds in `faults` and of no others. A table shrinks
 * to one project without scenes; a broken one to one fault, on one scene or on the project.
 * @throws SceneError `INVALID_INPUT` for a `now` that is no time, and when `faults` has none for so few scenes.
 * @example
 * const tables = arbitraryTable({ health: 'broken', projects: 1, faults: ['orphaned-status', 'stalled'] })
 * const property = fc.asyncProperty(tables, async (table) => {
 *   const { scenes } = createTestScenes(table)
 *   await scenes.repair('project-1')
 *   const { findings } = await scenes.audit('project-1')
 *   return findings.length === 0
 * })
 * await fc.assert(property, { numRuns: 10 })
 */
export function arbitraryTable(options: TableOptions = {}): fc.Arbitrary<GeneratedTable> {
  const { health = 'any', faults = FINDING_KINDS } = options
  const now = toTimestamp(options.now ?? TEST_TIME_MS)
  const projects = countsOf(options.projects, { min: 1, max: 2 })
  const scenes = countsOf(options.scenes, { min: 0, max: 4 })
  const kinds = health === 'healthy' ? [] : faults.filter((kind) => scenesFor(kind) <= scenes.max)
  return fc
    .record({
      projects: listsOf(projectDrafts(scenes), projects),
      faults: faultDrafts(kinds, health === 'broken' ? 1 : 0, { projects: projects.max, scenes: scenes.max }),
    })
    .map((draft): GeneratedTable => {
      const placed = draft.projects.map((project, at) => {
        const own = draft.faults.filter((fault) => Math.min(fault.project, draft.projects.length - 1) === at)
        return { project, faults: placeFaults(project.scenes, own, scenes.max) }
      })
      const rows = placed.map(({ project, faults: own }, at) =>
        projectRow(`project-${at + 1}`, project, own, now),
      )
      const objects = rows.flatMap((row) => [...row.scenes.flatMap((scene) => scene.objects), ...row.objects])
      return {
        projects: rows.map(({ project }) => project.projectId),
        faults: placed.flatMap(({ faults: own }) => own.kinds),
        nowMs: epochMs(now),
        items: rows.flatMap(tableItems),
        objects: [...new Map(objects.map((object) => [object.key, object])).values()],
      }
    })
}

function faultDrafts(
  kinds: readonly FindingKind[],
  least: number,
  { projects, scenes }: { readonly projects: number; readonly scenes: number },
): fc.Arbitrary<readonly FaultDraft[]> {
  if (kinds.length === 0) {
    if (least === 0) return fc.constant([])
    const message = 'a broken table needs `faults` that its number of scenes has room for'
    throw new SceneError('INVALID_INPUT', message, { input: 'faults' })
  }
  const draft = fc.record({
    kind: fc.constantFrom(...kinds),
    project: fc.nat(Math.max(0, projects - 1)),
    scene: fc.nat(Math.max(0, scenes - 1)),
  })
  return listsOf(draft, { min: least, max: MOST_FAULTS })
}
