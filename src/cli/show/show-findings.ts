import type { Finding } from '../../index.js'
import { projectPrefix, scenePrefix } from '../../index.js'
import type { Paint } from '../terminal/paint.js'
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

/** What the colours of these findings mean, in colours. */
export function findingLegend(findings: readonly Finding[], paint: Paint): string {
  const styles = new Set(findings.map(styleOf))
  return MEANINGS.filter(([style]) => styles.has(style))
    .map(([style, meaning]) => paint(style, meaning))
    .join(', ')
}

type FindingStyle = 'green' | 'red' | 'yellow'

const MEANINGS: readonly (readonly [style: FindingStyle, meaning: string])[] = [
  ['green', 'repairable'],
  ['red', 'repairable, costs the video'],
  ['yellow', 'only reported'],
]

function styleOf({ repairable, demotes }: Finding): FindingStyle {
  if (!repairable) return 'yellow'
  return demotes === true ? 'red' : 'green'
}

/** The message without what the row says already: the project, the scene, and the folder that its keys are in. */
function shortMessage({ message, projectId, sequence }: Finding): string {
  const folder = projectPrefix(projectId)
  const own = sequence === undefined ? folder : scenePrefix(projectId, sequence)
  return message
    .replace(new RegExp(`^scene ${sequence ?? '-'} of project \\S+ `), '')
    .replaceAll(` of project ${projectId}`, '')
    .replaceAll(`project ${projectId}`, 'the project')
    .replaceAll(` ${own}`, ' …/')
    .replaceAll(` ${folder}`, ' ')
    .replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z/g, '$1 $2')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => `${shortId(id)}…`)
}
