import type { Project } from '../../core/model/project.js'
import type { InvalidRecord, ProjectRecords } from '../../core/model/records.js'
import type { ProjectStatus } from '../../core/model/status.js'
import type { ProjectView } from '../../core/model/view.js'
import type { Cursor, EventPage, Page } from '../../core/ports/scene-store.js'
import type { Environment } from '../environment.js'
import { readHistory } from '../history.js'
import { OPTIONS, parseOptions, parseProjectId } from '../input.schema.js'
import { readProject } from '../load.js'
import { persistently } from '../retry.js'
import { viewProject } from '../view-project.js'

/** Options of {@link ReadingMethods.listProjects}. */
export interface ListOptions {
  /** Only projects that the status index lists under this status; these come newest first. */
  readonly status?: ProjectStatus
  /** The `cursor` of the page before. */
  readonly cursor?: Cursor
  /** Most projects per page, up to 1,000. Default: 100. */
  readonly limit?: number
}

/** A page of projects. There is more while `cursor` is set, however few came. */
export interface ProjectList extends Page<Project> {
  /** Projects on this page that cannot be read. */
  readonly invalid: readonly InvalidRecord[]
}

/** Options of {@link ReadingMethods.history}. */
export interface HistoryOptions {
  /** Only events of this scene, those of several scenes that name it included. */
  readonly sequence?: number
  /** The `cursor` of the page before, or the id of any commit. */
  readonly after?: string
  /** Most events per page, up to 1,000. Default: 100. */
  readonly limit?: number
  readonly newestFirst?: boolean
}

/** Reading without changing anything. */
export interface ReadingMethods {
  /** All records of a project. */
  load(projectId: string): Promise<ProjectRecords>
  /**
   * A project as today's API shows it, with presigned URLs that stay the same within a window of time.
   * @throws SceneError `URL_UNAVAILABLE` when a key cannot be shown as a URL, `INVALID_ITEM` when a scene cannot be read.
   * Never a `null` in its place, by which a page would offer to generate a clip that is paid for.
   * @example
   * const view = await scenes.view('91cf')
   * view.scenes.map((scene) => scene.sequence) // [1]
   */
  view(projectId: string): Promise<ProjectView>
  /** A page of projects. May lag behind commits. */
  listProjects(options?: ListOptions): Promise<ProjectList>
  /**
   * A page of what happened in a project, by commit id. Ids follow the time, roughly: to replay a scene, sort its events
   * by `order`. There is more while `cursor` is set, however few came: pass it as `after`.
   * @example
   * const page = await scenes.history('91cf', { sequence: 1 })
   * page.items[0]?.type // 'scenes-added'
   */
  history(projectId: string, options?: HistoryOptions): Promise<EventPage>
}

/** See {@link ReadingMethods}. */
export function readingMethods(environment: Environment): ReadingMethods {
  return {
    async load(projectId) {
      return readProject(environment, parseProjectId(projectId))
    },

    async view(projectId) {
      return viewProject(environment, parseProjectId(projectId))
    },

    async listProjects(given) {
      const { status, cursor, limit } = parseOptions(OPTIONS.listProjects, given)
      const options = {
        ...(status !== undefined && { status }),
        ...(cursor !== undefined && { cursor }),
        ...(limit !== undefined && { limit }),
      }
      const page = await persistently(environment, () => environment.store.listProjects(options))
      return { ...page, items: page.items.map(({ value }) => value) }
    },

    async history(projectId, given) {
      const id = parseProjectId(projectId)
      return readHistory(environment, id, parseOptions(OPTIONS.history, given))
    },
  }
}
