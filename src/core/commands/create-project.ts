import { givenFields } from '../model/given-fields.js'
import type { NewProject } from '../model/new-project.schema.js'
import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { epochMs } from '../model/time.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { withStatus } from './project-status.js'

/** Input of {@link decideCreateProject}. */
export type CreateProjectInput = NewProject & { readonly projectId: string }

/** Creates a project without scenes. Refused when the id is taken. */
export function decideCreateProject(
  state: ProjectRecords | undefined,
  { projectId, conceptPrompt, ...given }: CreateProjectInput,
  { now, commitId, actor }: CommandContext,
): Decision<Project> {
  if (state !== undefined) return refuse({ kind: 'project-exists', projectId })
  const order = epochMs(now)
  const project = withStatus(
    {
      projectId,
      status: 'pending',
      conceptPrompt,
      ...givenFields(given),
      sceneCount: 0,
      completedScenes: 0,
      failedScenes: 0,
      ledger: 0,
      ledgerRetired: 0,
      createdAt: now,
      updatedAt: now,
      order,
    },
    'pending',
  )
  return {
    ok: true,
    change: {
      id: commitId,
      projectId,
      writes: [{ op: 'insert', ref: { kind: 'project', projectId }, value: project }],
      event: {
        version: 1,
        id: commitId,
        type: 'project-created',
        time: now,
        order,
        projectId,
        actor,
        to: 'pending',
      },
    },
    result: project,
  }
}
