import type { Finding, SweepSummary, SweptProject, UnreferencedObject } from '../../index.js'
import { nextStep } from '../show/next-step.js'
import { showFindings } from '../show/show-findings.js'
import { bucketRemark, sourceLine } from '../show/source-line.js'
import { sweepSummary } from '../show/sweep-summary.js'
import { unreferencedTable } from '../show/unreferenced-table.js'
import type { Source } from '../source/source.js'
import { printLines, printParagraph } from '../terminal/page.js'
import type { Paint } from '../terminal/paint.js'
import type { Terminal } from '../terminal/terminal.js'
import { wrap } from '../text/fit-text.js'
import { messageOf } from '../text/message-of.js'
import { NOTHING_WRITTEN } from '../text/nothing-written.js'
import { plural } from '../text/plural.js'
import type { SweepOutcome, SweepReport } from './sweep-report.js'

/** What a sweep is to do, and where. */
export interface SweepTask {
  readonly isRepaired: boolean
  readonly isApplied: boolean
  readonly source: Source
  /** A command line that sweeps the same with other options besides. */
  readonly lineWith: (...words: readonly string[]) => readonly string[]
}

/** A block for each project of which there is something to tell, and a summary. */
export function textReport(terminal: Terminal, task: SweepTask): SweepReport {
  const { print, paint, width, progress } = terminal
  let isBegun = false
  const begin = () => {
    if (isBegun) return
    isBegun = true
    print(paint('dim', sourceLine(task.source)))
    for (const remark of bucketRemark(task.source)) printParagraph(terminal, remark)
  }
  progress('looking for projects')
  /** Projects are looked at side by side; each is told of when it is over. */
  const findings = new Map<string, Finding[]>()
  const unreferenced = new Map<string, UnreferencedObject[]>()
  let found = 0
  return {
    listeners: {
      onFinding: (finding) => {
        found++
        findings.set(finding.projectId, [...(findings.get(finding.projectId) ?? []), finding])
      },
      onUnreferenced: (object) => {
        unreferenced.set(object.projectId, [...(unreferenced.get(object.projectId) ?? []), object])
      },
      onProgress: ({ project, done }) => {
        const { projectId } = project
        const own = findings.get(projectId) ?? []
        const objects = unreferenced.get(projectId) ?? []
        findings.delete(projectId)
        unreferenced.delete(projectId)
        const remark = remarkOn(project)
        begin()
        if (own.length + objects.length > 0 || remark !== undefined) {
          print()
          print(paint('bold', projectId))
          if (own.length > 0) printLines(terminal, showFindings(own, { paint, width: width(), isBare: true }))
          if (objects.length > 0) printLines(terminal, unreferencedTable(objects, { paint, width: width() }))
          if (remark !== undefined)
            printLines(
              terminal,
              wrap(remark, width() - 2).map((line) => `  ${line}`),
            )
        }
        progress(`${plural(done, 'project')} seen, ${plural(found, 'finding')}`)
      },
    },
    finish: (summary, outcome) => {
      begin()
      print()
      printLines(terminal, sweepSummary(summary, { ...task, ...outcome, paint, width: width() }))
      printLines(terminal, nextSteps(summary, outcome, task, paint))
    },
  }
}

function nextSteps(
  { cursor, ended, objectsSeen, demotions }: SweepSummary,
  { repairable }: SweepOutcome,
  { isRepaired, isApplied, lineWith }: SweepTask,
  paint: Paint,
): string[] {
  // After a safety stop, to go on is what nobody should do without a thought.
  if (ended === 'too-many-demotions') return []
  if (cursor !== undefined) return [nextStep(paint, 'To go on', ...lineWith('--cursor', cursor))]
  if (isApplied || repairable === 0) return []
  if (isRepaired) return [NOTHING_WRITTEN]
  if (demotions > 0 && objectsSeen === 0) return []
  return [nextStep(paint, 'To put that right', ...lineWith('--repair', '--apply'))]
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
      return `could not be looked at: ${messageOf(project.error)}`
  }
}
