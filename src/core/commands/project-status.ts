import type { Project } from '../model/project.js'
import type { Refusal } from '../model/refusal.js'
import type { ProjectStatus } from '../model/status.js'
import { PROJECT_STATUSES } from '../model/status.js'

/** The project with another status, and listed under it. */
export function withStatus(project: Project, status: ProjectStatus): Project {
  return { ...project, status, listedAs: status }
}

/** A refusal when the project has none of the statuses that a command allows. */
export function statusRefusal(
  project: Project,
  command: string,
  allowed: readonly ProjectStatus[],
): Refusal | undefined {
  const { status } = project
  return allowed.includes(status) ? undefined : { kind: 'project-status', status, command, allowed }
}

const NOT_COMPOSING = PROJECT_STATUSES.filter((status) => status !== 'composing')

/** A refusal while the film is being composed from the clips as they are. */
export function composingRefusal(project: Project, command: string): Refusal | undefined {
  return statusRefusal(project, command, NOT_COMPOSING)
}
