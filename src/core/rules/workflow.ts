import type { ProjectStatus } from '../model/status.js'

/**
 * Whether somebody works on a project as a whole: writes its scenes, or composes its film of them. A command ends that, counts
 * never do.
 */
export function isWorkflow(status: ProjectStatus): boolean {
  return status === 'generating_scenes' || status === 'composing'
}
