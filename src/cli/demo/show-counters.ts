import { recalculateCounters } from '../../index.js'
import type { Counters, Project } from '../../index.js'
import { shortId } from '../text/short-id.js'
import type { ProjectState } from './snapshot.js'
import { formatTable } from '../terminal/table.js'
import { WIDTH } from '../terminal/terminal.js'
import type { Column } from '../terminal/table.js'
import type { Paint } from '../terminal/paint.js'

/** The counters of one project: as exported, as stored now, and counted anew from its scenes. */
interface CounterRow {
  readonly projectId: string
  readonly exported: string
  readonly stored: string
  readonly counted: string
}

const NUMBERS_WIDTH = 15

const COLUMNS: readonly Column<CounterRow>[] = [
  { heading: 'project', width: 8, text: ({ projectId }) => shortId(projectId) },
  { heading: 'as exported', width: NUMBERS_WIDTH, text: ({ exported }) => exported },
  { heading: 'stored now', width: NUMBERS_WIDTH, text: ({ stored }) => stored },
  { heading: 'recounted', width: NUMBERS_WIDTH, text: ({ counted }) => counted },
  {
    heading: 'equal',
    width: 5,
    text: (row) => (isEqual(row) ? '✓' : '✗'),
    style: (row) => (isEqual(row) ? 'green' : 'red'),
  },
]

/** The stored counters of every project beside a recount of its scenes. */
export function showCounters(
  states: readonly ProjectState[],
  before: readonly ProjectState[],
  paint: Paint,
): string[] {
  const rows = states.map(({ project, scenes }): CounterRow => {
    const { projectId } = project
    const exported = before.find((state) => state.project.projectId === projectId)
    return {
      projectId,
      exported: exported === undefined ? '-' : inShort(exported.project),
      stored: inShort(project),
      counted: inShort(recalculateCounters(scenes.map(({ scene }) => scene))),
    }
  })
  return formatTable(COLUMNS, rows, { paint, width: WIDTH })
}

function isEqual({ stored, counted }: CounterRow): boolean {
  return stored === counted
}

function inShort({ sceneCount, completedScenes, failedScenes }: Project | Counters): string {
  return [sceneCount, completedScenes, failedScenes].map((count) => count ?? 'none').join(' / ')
}
