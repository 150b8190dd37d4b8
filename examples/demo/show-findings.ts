import type { Audit, Finding } from '@badapple/scenes'
import { wrap } from './fit-text.js'
import { shortId } from './short-id.js'
import { formatTable } from './table.js'
import type { Column } from './table.js'
import type { Paint, Style } from './terminal.js'

/** One line of a finding; only the first says which one it is. */
interface FindingLine {
  readonly scene: string
  readonly kind: string
  readonly style: Style | undefined
  readonly text: string
}

const TEXT_WIDTH = 50

const COLUMNS: readonly Column<FindingLine>[] = [
  { heading: 'scene', width: 5, align: 'right', text: ({ scene }) => scene },
  { heading: 'finding', width: 18, text: ({ kind }) => kind, style: ({ style }) => style },
  { heading: 'what is wrong, and what a repair does', width: TEXT_WIDTH, text: ({ text }) => text },
]

/** A table of findings with the library's own words for each. */
export function showFindings({ findings }: Audit, paint: Paint): string[] {
  return formatTable(COLUMNS, findings.flatMap(linesOf), paint).map((line) => `  ${line}`)
}

function linesOf(finding: Finding): FindingLine[] {
  const scene = finding.sequence === undefined ? '-' : String(finding.sequence)
  return wrap(shortMessage(finding), TEXT_WIDTH).map((text, index) =>
    index === 0
      ? { scene, kind: finding.kind, style: styleOf(finding), text }
      : { scene: '', kind: '', style: undefined, text },
  )
}

function styleOf({ repairable, demotes }: Finding): Style | undefined {
  if (!repairable) return 'yellow'
  return demotes === true ? 'red' : 'green'
}

/** The message without what the heading says already: the project, and the folder that its keys are in. */
function shortMessage({ message, projectId }: Finding): string {
  return message
    .replaceAll(` of project ${projectId}`, '')
    .replaceAll(`project ${projectId}`, 'the project')
    .replaceAll(` mv/projects/${projectId}/`, ' ')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => `${shortId(id)}…`)
}
