import type { Repair, RepairStep } from '../../index.js'
import type { Style } from '../terminal/paint.js'
import type { Column, TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'

/** How the outcomes of steps look. */
export const OUTCOME_STYLES: Readonly<Record<RepairStep['outcome'], Style>> = {
  repaired: 'green',
  superseded: 'dim',
  failed: 'red',
}

/** What became of each step of a repair, or would. */
export function repairSteps(
  steps: readonly RepairStep[],
  { isDone, ...options }: TableOptions & { readonly isDone: boolean },
): string[] {
  const columns: readonly Column<RepairStep>[] = [
    { heading: 'what', text: ({ repair }) => subjectOf(repair) },
    {
      heading: isDone ? 'outcome' : 'would be',
      text: ({ outcome }) => outcome,
      style: ({ outcome }) => OUTCOME_STYLES[outcome],
    },
    { heading: 'why', rest: 'wrap', text: whyOf },
  ]
  return formatTable(columns, steps, options)
}

/** What a step of a repair is about. */
export function subjectOf(repair: Repair): string {
  switch (repair.command) {
    case 'repair-scene':
      return `scene ${repair.sequence}`
    case 'recount':
      return 'counters'
    case 'renumber':
      return 'order'
    case 'finish-intent':
      return 'change'
  }
}

function whyOf({ repair, error }: RepairStep): string {
  const kinds = repair.kinds.join(', ')
  const loses = repair.command === 'repair-scene' && repair.demotes ? '; it loses its video' : ''
  return kinds + loses + (error instanceof Error ? `: ${error.message}` : '')
}
