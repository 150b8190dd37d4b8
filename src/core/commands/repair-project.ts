import type { FindingKind } from '../model/finding.js'
import { isSame } from '../model/patch.js'
import type { Project } from '../model/project.js'
import { withKeysFromUrls } from '../rules/project-keys.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { projectChange } from './project-change.js'
import type { CountedSnapshot } from './recount.js'
import { countsAsRead, isExact, tornRead, withRecount } from './recount.js'

/** Input of {@link decideRepairProject}. */
export interface RepairProjectInput {
  /** What to put right; whatever else is wrong stays. */
  readonly kinds: readonly FindingKind[]
}

/**
 * Makes a project's own record what it should be: keys in place of URLs, and counters, ledger, status and place in the
 * status index as its scenes say. The conditions are those of a recount.
 */
export function decideRepairProject(
  { records, isolated }: CountedSnapshot,
  { kinds }: RepairProjectInput,
  context: CommandContext,
): Decision<Project> {
  const { value: project } = records.project
  const recounts = kinds.some((kind) => kind !== 'invalid-key')
  if (recounts && !isolated && !isExact(records)) return refuse(tornRead(records))
  const recounted = recounts ? withRecount(records) : project
  const repaired = kinds.includes('invalid-key') ? withKeysFromUrls(recounted) : recounted
  if (isSame(project, repaired)) return { ok: true, result: project }
  return projectChange(records.project, context, {
    project: repaired,
    facts: countsAsRead(project),
    event: {
      type: 'project-repaired',
      findings: kinds,
      ...(repaired.finalOutputKey !== project.finalOutputKey &&
        repaired.finalOutputKey !== undefined && { finalOutput: repaired.finalOutputKey }),
    },
    result: (after) => after,
  })
}
