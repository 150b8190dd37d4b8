import type { Finding, FindingKind } from '../../core/model/finding.js'
import type { ProjectStatus } from '../../core/model/status.js'
import type { UnreferencedObject } from '../../core/model/unreferenced-object.js'
import type { Segment } from '../../core/ports/scene-store.js'
import type { CommandOptions } from '../command-options.js'
import type { SweepProgress } from './sweep-progress.js'

/** Options of `Scenes.sweep`. */
export interface SweepOptions extends Pick<CommandOptions, 'actor'> {
  /**
   * Only the projects that the status index lists under these. Default: all projects, by a scan of the whole table, which also
   * finds those that fell out of the index.
   */
  readonly statuses?: readonly ProjectStatus[]
  /** Puts right what can be. Default: false, nothing is written. */
  readonly repair?: boolean
  /** Repairs only findings of these kinds; all are reported. Default: all that can be put right. */
  readonly kinds?: readonly FindingKind[]
  /** Takes videos away even where so many are said to be gone that a wrong bucket is more likely. */
  readonly force?: boolean
  /** A static share of the projects, to sweep on several machines: `{ index: 0, of: 4 }` is the first of four. */
  readonly segment?: Segment
  /** Where an earlier sweep with the same options ended, or the `cursor` of the last progress that it reported. */
  readonly cursor?: string
  /** Projects at the same time. Default: 4. */
  readonly concurrency?: number
  /** Most projects that are begun in a second. Default: as many as there are. */
  readonly projectsPerSecond?: number
  /** No project is begun after so many milliseconds; those under way are finished. Default: without end. */
  readonly budgetMs?: number
  /** Ends the sweep before the next step of a repair; the summary says where to go on. */
  readonly signal?: AbortSignal
  /** Looks for objects in the folders of the projects that nothing refers to. Default: false. */
  readonly unreferenced?: boolean
  /** Told of every finding, before anything is repaired in its project. The sweep waits for what it returns. */
  readonly onFinding?: (finding: Finding) => void | Promise<void>
  /** Told of every object that nothing refers to; with `unreferenced`. The sweep waits for what it returns. */
  readonly onUnreferenced?: (object: UnreferencedObject) => void | Promise<void>
  /** Told of every project when it is over. The sweep waits for what it returns. */
  readonly onProgress?: (progress: SweepProgress) => void | Promise<void>
}
