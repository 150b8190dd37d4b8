import type { Audit } from '../../index.js'
import type { AuditedProject } from './audit-projects.js'
import { withFindings } from './audit-projects.js'
import { wrap } from '../text/fit-text.js'
import { plural } from '../text/plural.js'
import { projectTitle } from '../show/project-title.js'
import { shortId } from '../text/short-id.js'
import { showFindings } from '../show/show-findings.js'
import type { Paint } from '../terminal/paint.js'
import { WIDTH } from '../terminal/terminal.js'

/** The findings of every project, and in a line which projects have none. */
export function showAudits(audited: readonly AuditedProject[], paint: Paint): string[] {
  const clean = audited.filter(({ audit }) => audit.findings.length === 0)
  const names = clean.map(({ project }) => shortId(project.projectId)).join(', ')
  return [
    ...withFindings(audited).flatMap(({ project, audit }) => [
      '',
      paint('bold', projectTitle(project)),
      `  ${countFindings(audit)}`,
      ...showFindings(audit.findings, { paint, width: WIDTH }),
    ]),
    '',
    ...wrap(`Nothing wrong with ${names === '' ? 'none of the others' : names}.`, WIDTH),
  ]
}

function countFindings({ findings, scenesSeen, objectsSeen }: Audit): string {
  const repairable = findings.filter((finding) => finding.repairable).length
  const fate = repairable === 0 ? 'only reported' : `${repairable} of them repairable`
  return `${plural(findings.length, 'finding')}, ${fate}; ${plural(scenesSeen, 'scene')} and ${plural(objectsSeen, 'object')} seen`
}
