import type { RepairSummary } from '../../index.js'
import type { WorkerEvent } from './worker-event.js'

/** A scene that got a finished clip for free. */
export interface AdoptedClip {
  readonly projectId: string
  readonly sequence: number
}

/**
 * Counts what became of the scenes over the repair and all workers. A dead one hands back no summary, but what it did
 * counts.
 */
export class Tally {
  readonly adopted: AdoptedClip[] = []
  generated = 0
  failed = 0
  retried = 0
  died = 0
  /** Findings that a repair put right. */
  repaired = 0

  /** Counts one event of a project. */
  count(projectId: string, event: WorkerEvent): void {
    if (event.type === 'retrying') this.retried++
    if (event.type === 'died') this.died++
    if (event.type !== 'finished') return
    const { outcome, sequence } = event.result
    if (outcome === 'generated') this.generated++
    if (outcome === 'adopted') this.adopted.push({ projectId, sequence })
    if (outcome === 'failed') this.failed++
  }

  /** Counts what a repair did. */
  countRepair({ audit: { projectId, findings }, steps, left }: RepairSummary): void {
    this.repaired += findings.length - left.length
    for (const { repair, outcome } of steps) {
      if (outcome !== 'repaired' || repair.command !== 'repair-scene') continue
      if (repair.kinds.includes('orphaned-blob')) this.adopted.push({ projectId, sequence: repair.sequence })
    }
  }
}
