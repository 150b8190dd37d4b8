import type { RepairProgress, Scenes } from '../../index.js'
import type { AuditedProject } from './audit-projects.js'
import { fit } from '../text/fit-text.js'
import { plural } from '../text/plural.js'
import { OUTCOME_STYLES, subjectOf } from '../show/repair-steps.js'
import { projectTitle } from '../show/project-title.js'
import type { Tally } from './tally.js'
import type { Terminal } from '../terminal/terminal.js'
import { WIDTH } from '../terminal/terminal.js'

const SUBJECT_WIDTH = 9
const KINDS_WIDTH = 48

/** Repairs the projects for which there is a plan, and tells of each step when it is over. */
export async function repairProjects(
  scenes: Scenes,
  audited: readonly AuditedProject[],
  { terminal, tally }: { readonly terminal: Terminal; readonly tally: Tally },
): Promise<void> {
  const { print, paint } = terminal
  for (const { project, audit } of audited) {
    if (audit.plan.length === 0) continue
    const { projectId } = project
    print()
    print(paint('bold', projectTitle(project)))
    const summary = await scenes.repair(projectId, {
      onProgress: (step) => {
        print(describeStep(step, terminal))
      },
    })
    const { repaired, superseded, left } = summary
    tally.countRepair(summary)
    print(`  ${plural(repaired, 'step')} took effect; only reported: ${plural(left.length, 'finding')}`)
    if (superseded > 0) {
      print(paint('dim', '  superseded: what the step was for had been put right already'))
    }
  }
}

function describeStep({ repair, outcome, done, total }: RepairProgress, { paint }: Terminal): string {
  const place = `${done}/${total}`.padStart(5)
  const kinds = fit(repair.kinds.join(', '), KINDS_WIDTH).padEnd(KINDS_WIDTH)
  const line = fit(`${place}  ${subjectOf(repair).padEnd(SUBJECT_WIDTH)}  ${kinds}  ${outcome}`, WIDTH)
  return paint(OUTCOME_STYLES[outcome], line)
}
