import type { Repair } from '../../index.js'

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
