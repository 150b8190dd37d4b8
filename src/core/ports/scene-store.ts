import type { Change, CommitAnswer } from '../model/change.js'
import type { InvalidEvent, SceneEvent } from '../model/event.js'
import type { Project } from '../model/project.js'
import type { InvalidRecord, ProjectRecords, SceneRecords, Stored } from '../model/records.js'
import type { ProjectStatus } from '../model/status.js'

/** Where a listing goes on; opaque. */
export type Cursor = string

/** Part of a listing; there is more while `cursor` is set. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly cursor?: Cursor
}

/** Part of a listing of projects. */
export interface ProjectPage extends Page<Stored<Project>> {
  /** Project records on this page that cannot be read. */
  readonly invalid: readonly InvalidRecord[]
}

/** Part of a project's events. Its `cursor` is what the next page is `after`. */
export interface EventPage extends Page<SceneEvent> {
  /** Events on this page that cannot be read. */
  readonly invalid: readonly InvalidEvent[]
}

/** A static share of all projects, for several readers side by side: `{ index: 0, of: 4 }` is the first of four. */
export interface Segment {
  readonly index: number
  readonly of: number
}

/** What stores use of an `AbortSignal`. */
export interface CancelSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Options of every request. */
export interface RequestOptions {
  /**
   * Ends the waiting with `ABORTED`; an `AbortSignal` is one. A commit under way may still take effect. Stores that never
   * wait need not look at it.
   */
  readonly signal?: CancelSignal | undefined
}

/** Options of {@link SceneStore.listProjects}. */
export interface ListProjectsOptions extends RequestOptions {
  /** Only projects that the status index lists under this status. */
  readonly status?: ProjectStatus
  readonly cursor?: Cursor
  /** Most projects per page. Default: 100. */
  readonly limit?: number
  readonly segment?: Segment
}

/** Options of {@link SceneStore.readEvents}. */
export interface ReadEventsOptions extends RequestOptions {
  /** Only events of commits after this one, or before it when `newestFirst`. */
  readonly after?: string
  /** Most events per page. Default: 100. */
  readonly limit?: number
  readonly newestFirst?: boolean
}

/** Options of {@link SceneStore.loadProject}. */
export interface LoadOptions extends RequestOptions {
  /**
   * The project and its scenes at one moment: of every commit that writes the project, all that it did to these and to the
   * sequence mark shows, or nothing. A lease, an intent or a chunk that such a commit added may be missing, and commits that leave
   * the project as it is or only check it (heartbeats, edits, claims that change no count) may show in part, as without this
   * option; a store that can gives one snapshot of everything. Costs more.
   *
   * Nothing relies on more: what is written on the strength of such a reading has the project's revision as a condition, and
   * conditions of their own on the leases, intents and chunks that it saw or missed.
   */
  readonly isolated?: boolean
}

/** Projects, scenes, claims and events. Whatever is read belongs to the caller; nothing is shared with the store. */
export interface SceneStore {
  /**
   * All records of a project, strongly consistent; `undefined` when there is no such project. Scenes and claims that
   * cannot be read come in `invalid`.
   * @throws SceneError `INVALID_ITEM` when the project's own record cannot be read.
   */
  loadProject(projectId: string, options?: LoadOptions): Promise<ProjectRecords | undefined>
  /**
   * One scene with its claim and its project, strongly consistent; `undefined` when the project or scene is missing.
   * @throws SceneError `INVALID_ITEM` when the scene or project is stored in a form that cannot be read.
   */
  loadScene(projectId: string, sequence: number, options?: RequestOptions): Promise<SceneRecords | undefined>
  /**
   * Projects, newest first within one status; without a status in any order. May lag behind commits.
   * @throws SceneError `INVALID_INPUT` for a text that is no cursor, where the store can tell.
   */
  listProjects(options?: ListProjectsOptions): Promise<ProjectPage>
  /** Events of a project by id, oldest first. Those that cannot be read come in `invalid`. */
  readEvents(projectId: string, options?: ReadEventsOptions): Promise<EventPage>
  /**
   * The event of any commit of a command (`<command>.<n>`), strongly consistent; `undefined` when there is none.
   * @throws SceneError `INVALID_ITEM` when it cannot be read.
   */
  findEvent(projectId: string, commandId: string, options?: RequestOptions): Promise<SceneEvent | undefined>
  /**
   * Executes a change, all or nothing. A guard that does not hold is an answer (with the record as it is now), not an
   * error. The same change may be sent again when no answer came: it never takes effect twice.
   * @throws SceneError `INVALID_CHANGE` when the change breaks a rule of `assertChange`; nothing is written.
   * @throws SceneError `STORE_UNAVAILABLE` when there is no answer; it may or may not have taken effect.
   */
  commit(change: Change, options?: RequestOptions): Promise<CommitAnswer>
}
