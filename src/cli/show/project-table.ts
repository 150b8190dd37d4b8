import type { Project } from '../../index.js'
import type { Column, TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'
import { lengthOfTime } from '../text/length-of-time.js'
import { STATUS_STYLES } from './status-style.js'

/** A table of projects, by what is stored on them. */
export function projectTable(
  projects: readonly Project[],
  { nowMs, ...options }: TableOptions & { readonly nowMs: number },
): string[] {
  const columns: readonly Column<Project>[] = [
    { heading: 'project', text: ({ projectId }) => projectId },
    { heading: 'status', text: ({ status }) => status, style: ({ status }) => STATUS_STYLES[status] },
    {
      heading: 'done',
      text: doneOf,
      style: ({ failedScenes = 0 }) => (failedScenes > 0 ? 'red' : undefined),
    },
    {
      heading: 'age',
      align: 'right',
      text: ({ updatedAt }) => lengthOfTime(nowMs - Date.parse(updatedAt)),
      style: () => 'dim',
    },
    { heading: 'concept', rest: 'cut', text: ({ conceptPrompt }) => conceptPrompt },
  ]
  return formatTable(columns, projects, { indent: '', ...options })
}

/** Completed of all, and how many failed. */
function doneOf({ completedScenes, sceneCount, failedScenes = 0 }: Project): string {
  const failed = failedScenes === 0 ? '' : ` ✗${failedScenes}`
  return `${completedScenes ?? '-'}/${sceneCount ?? '-'}${failed}`
}
