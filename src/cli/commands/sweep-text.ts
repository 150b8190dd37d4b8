import type { Finding, SweptProject } from '../../index.js'
import { showFindings } from '../show/show-findings.js'
import { sweepSummary } from '../show/sweep-summary.js'
import { printLines } from '../terminal/page.js'
import type { Terminal } from '../terminal/terminal.js'
import { fitMiddle, wrap } from '../text/fit-text.js'
import { lengthOfTime } from '../text/length-of-time.js'
import { plural } from '../text/plural.js'
import type { SweepReport } from './sweep-report.js'

/** What a sweep is to do. */
export interface SweepTask {
  readonly isRepaired: boolean
  readonly isApplied: boolean
}

/** A block for each project of which there is something to tell, and a summary. */
export function textReport(terminal: Terminal, task: SweepTask): SweepReport {
  const { print, paint, width, progress } = terminal
  /** Projects are looked at side by side; each is told of when it is over. */
  const findings = new Map<string, Finding[]>()
  let found = 0
  return {
    listeners: {
      onFinding: (finding) => {
        found++
        findings.set(finding.projectId, [...(findings.get(finding.projectId) ?? []), finding])
      },
      onUnreferenced: ({ key, size, ageMs }) => {
        print(
          `${paint('yellow', 'unreferenced')}  ${fitMiddle(key, width() - 34)}  ${size.toLocaleString('en')} B, ${lengthOfTime(ageMs)}`,
        )
      },
      onProgress: ({ project, done }) => {
        const { projectId } = project
        const own = findings.get(projectId) ?? []
        findings.delete(projectId)
        const remark = remarkOn(project)
        if (own.length > 0 || remark !== undefined) {
          print()
          print(paint('bold', projectId))
          if (own.length > 0) printLines(terminal, showFindings(own, { paint, width: width() }))
          if (remark !== undefined)
            printLines(
              terminal,
              wrap(remark, width() - 2).map((line) => `  ${line}`),
            )
        }
        progress(`${plural(done, 'project')} seen, ${plural(found, 'finding')}`)
      },
    },
    finish: (summary, regenerations) => {
      progress(undefined)
      print()
      printLines(terminal, sweepSummary(summary, { ...task, paint, width: width(), regenerations }))
    },
  }
}

/** What became of a project, where the findings do not tell. */
function remarkOn(project: SweptProject): string | undefined {
  switch (project.outcome) {
    case 'audited':
    case 'gone':
      return undefined
    case 'repaired': {
      const done = project.steps.filter(({ outcome }) => outcome === 'repaired').length
      const failed = project.steps.filter(({ outcome }) => outcome === 'failed').length
      return `${plural(done, 'step')} done${failed === 0 ? '' : `, ${failed} failed`}`
    }
    case 'held-back':
      return 'held back: so many videos are gone that a wrong bucket is more likely'
    case 'unreadable':
      return 'its own record cannot be read'
    case 'failed':
      return `could not be looked at: ${project.error instanceof Error ? project.error.message : String(project.error)}`
  }
}
