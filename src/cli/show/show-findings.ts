import type { Finding } from '../../index.js'
import type { Paint, Style } from '../terminal/paint.js'
import type { Column, TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'
import { shortId } from '../text/short-id.js'

const COLUMNS: readonly Column<Finding>[] = [
  { heading: 'scene', align: 'right', text: ({ sequence }) => String(sequence ?? '-') },
  { heading: 'finding', text: ({ kind }) => kind, style: styleOf },
  { heading: 'what is wrong, and what a repair does', rest: 'wrap', text: shortMessage },
]

/** A table of findings with the library's own words for each. */
export function showFindings(findings: readonly Finding[], options: TableOptions): string[] {
  return formatTable(COLUMNS, findings, options)
}

/** What the colours of findings mean, in colours. */
export function findingLegend(paint: Paint): string {
  return [
    paint('green', 'repairable'),
    paint('red', 'repairable, and costs the scene its video'),
    paint('yellow', 'only reported'),
  ].join(', ')
}

function styleOf({ repairable, demotes }: Finding): Style {
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
