import { PROJECT_STATUSES } from '../model/status.js'
import type { ProjectStatus } from '../model/status.js'
import { oneOf, propertyOf } from './untyped.js'
import { isWorkflow } from './workflow.js'

/**
 * Whether a page should lock the editing of a project, as a workflow works on its scenes: while they are being written
 * (`generating_scenes`) and while the film is being composed of them (`composing`), when claim, reset, reject, retry,
 * add and delete are refused.
 * @param project - A project of the domain or of an API view.
 * @throws SceneError `INVALID_INPUT` for a status that no project has.
 * @example
 * isLocked({ status: 'composing' }) // true
 */
export function isLocked(project: { readonly status: ProjectStatus }): boolean {
  return isWorkflow(oneOf(PROJECT_STATUSES, propertyOf(project, 'status'), 'project status'))
}
