import type { SweepSummary } from '../../index.js'
import { describeRefusal, FINDING_KINDS } from '../../index.js'
import type { Paint } from '../terminal/paint.js'
import { formatTable } from '../terminal/table.js'
import { wrap } from '../text/fit-text.js'
import { inCommands } from '../text/in-commands.js'
import { lengthOfTime } from '../text/length-of-time.js'
import { plural } from '../text/plural.js'
import type { Estimate } from './estimate.js'
import { describeEstimate } from './estimate.js'
import { emptyBucketRemark } from './source-line.js'

/** How the end of a sweep is told. */
export interface SweepSummaryOptions {
  readonly paint: Paint
  readonly width: number
  readonly isApplied: boolean
  /** Findings that a repair puts right. */
  readonly repairable: number
  /** What it takes to generate the videos again that are gone. */
  readonly regenerations: Estimate
}

/** What a sweep found and did. */
export function sweepSummary(summary: SweepSummary, options: SweepSummaryOptions): string[] {
  const { paint, width } = options
  const paragraphs = [
    seenIn(summary),
    ...troubleIn(summary),
    ...repairsIn(summary, options),
    ...(options.isApplied ? [] : emptyBucketRemark(summary.objectsSeen, summary.demotions)),
    ...endOf(summary),
  ]
  const kinds = FINDING_KINDS.filter((kind) => summary.findings[kind] > 0)
  const table =
    kinds.length === 0
      ? []
      : formatTable(
          [
            { heading: 'finding', text: (kind) => kind },
            { heading: 'count', align: 'right', text: (kind) => summary.findings[kind].toLocaleString('en') },
          ],
          kinds,
          { paint, width, indent: '' },
        )
  return [...table, ...(table.length === 0 ? [] : ['']), ...paragraphs.flatMap((text) => wrap(text, width))]
}

function seenIn({ projects, scenes, objectsSeen, projectsWithFindings, durationMs }: SweepSummary): string {
  const wrong =
    projectsWithFindings === 0
      ? 'nothing is wrong'
      : `${projectsWithFindings.toLocaleString('en')} with something wrong`
  const seen = `${plural(scenes, 'scene')} and ${plural(objectsSeen, 'object')} seen in ${lengthOfTime(durationMs)}`
  return `${plural(projects, 'project')}, ${wrong}; ${seen}.`
}

function troubleIn({ failedProjects, unreadable, gone, unreachable, unreferenced }: SweepSummary): string[] {
  const { objects, bytes } = unreferenced
  return [
    ...(failedProjects > 0
      ? [`${plural(failedProjects, 'project')} could not be looked at to the end.`]
      : []),
    ...(unreadable > 0 ? [`${plural(unreadable, 'project')} cannot be read.`] : []),
    ...(gone > 0 ? [`${plural(gone, 'project')} deleted meanwhile.`] : []),
    ...(unreachable > 0
      ? [`Of ${plural(unreachable, 'object')} the bucket did not say whether they are there.`]
      : []),
    ...(objects > 0
      ? [`Nothing refers to ${plural(objects, 'object')}, ${bytes.toLocaleString('en')} bytes.`]
      : []),
  ]
}

function repairsIn(
  { repaired, superseded, failed, findings, ended }: SweepSummary,
  { isApplied, repairable, regenerations }: SweepSummaryOptions,
): string[] {
  const found = Object.values(findings).reduce((sum, count) => sum + count, 0)
  const cost =
    regenerations.scenes === 0 || ended === 'too-many-demotions'
      ? []
      : [`Videos that are gone, to be generated again: ${describeEstimate(regenerations)}.`]
  if (!isApplied) {
    if (found === 0) return []
    if (repairable === 0) return [`${plural(found, 'finding')}, none that would be put right.`]
    return [
      `A repair would put right ${repairable.toLocaleString('en')} of ${plural(found, 'finding')}.`,
      ...cost,
    ]
  }
  const needless = superseded === 0 ? '' : `, ${superseded} had become needless`
  return [`${plural(repaired, 'step')} done${needless}${failed === 0 ? '' : `, ${failed} failed`}.`, ...cost]
}

function endOf({ ended, refusal }: SweepSummary): string[] {
  switch (ended) {
    case 'complete':
      return []
    case 'budget':
      return ['The time was over before all projects were seen.']
    case 'aborted':
      return ['Stopped before all projects were seen.']
    case 'too-many-demotions':
      return [
        `Stopped: ${refusal === undefined ? 'too many videos are gone' : inCommands(describeRefusal(refusal))}.`,
      ]
  }
}
