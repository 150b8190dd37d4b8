import type { Project } from '../../index.js'
import type { Column, TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'

interface CounterRow {
  readonly name: string
  readonly stored: string
  readonly counted: string
}

const COLUMNS: readonly Column<CounterRow>[] = [
  { heading: '', text: ({ name }) => name },
  {
    heading: 'stored',
    align: 'right',
    text: ({ stored }) => stored,
    style: ({ stored, counted }) => (stored === counted ? undefined : 'red'),
  },
  { heading: 'by the scenes', align: 'right', text: ({ counted }) => counted },
]

/** The counters and the status of a project beside what its scenes say. */
export function counterTable(stored: Project, counted: Project, options: TableOptions): string[] {
  const row = (name: string, field: 'sceneCount' | 'completedScenes' | 'failedScenes' | 'status') => ({
    name,
    stored: String(stored[field] ?? 'none'),
    counted: String(counted[field] ?? 'none'),
  })
  const rows = [
    row('scenes', 'sceneCount'),
    row('completed', 'completedScenes'),
    row('failed', 'failedScenes'),
    row('status', 'status'),
  ]
  return formatTable(COLUMNS, rows, options)
}
