import type { Audit, Project, Scenes } from '../../index.js'
import type { ProjectState } from './snapshot.js'

/** A project, and what its audit found. */
export interface AuditedProject {
  readonly project: Project
  readonly audit: Audit
}

/** Audits every project. */
export async function auditProjects(
  scenes: Scenes,
  states: readonly ProjectState[],
): Promise<readonly AuditedProject[]> {
  const audited: AuditedProject[] = []
  for (const { project } of states) audited.push({ project, audit: await scenes.audit(project.projectId) })
  return audited
}

/** Those of which there is something to tell. */
export function withFindings(audited: readonly AuditedProject[]): readonly AuditedProject[] {
  return audited.filter(({ audit }) => audit.findings.length > 0)
}
