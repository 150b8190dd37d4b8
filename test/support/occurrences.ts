import type { Tried } from './counter-promises.js'

/** How often what makes a run worth running has happened. */
export interface Occurrences {
  commits: number
  tornReadings: number
  isolatedReadings: number
  sealed: number
  sealingsLost: number
  completedUnsealed: number
  boundsMissed: number
  lastToSettle: number
  lastToSettleMissed: number
  recounts: number
  removed: number
  sealsWiped: number
  died: number
}

/** Nothing has happened yet. */
export function noOccurrences(): Occurrences {
  return {
    commits: 0,
    tornReadings: 0,
    isolatedReadings: 0,
    sealed: 0,
    sealingsLost: 0,
    completedUnsealed: 0,
    boundsMissed: 0,
    lastToSettle: 0,
    lastToSettleMissed: 0,
    recounts: 0,
    removed: 0,
    sealsWiped: 0,
    died: 0,
  }
}

/** Counts what a commit that was tried stands for. */
export function note(seen: Occurrences, { change, answer, before, after }: Tried): void {
  const wasSealed = before?.project.value.ledger !== undefined
  const type = change.event?.type
  const at = change.writes.findIndex((write) => 'ref' in write && write.ref.kind === 'project')
  const write = change.writes[at]
  const counts = write?.op === 'update' && write.add !== undefined
  const settles = change.event?.project?.to === 'completed' || change.event?.project?.to === 'failed'
  const isMissed = !answer.ok && answer.conflicts.some((conflict) => conflict.write === at)
  if (answer.ok) seen.commits++
  if (type === 'counters-recounted') {
    if (answer.ok && wasSealed) seen.recounts++
    if (answer.ok && !wasSealed) seen.sealed++
    if (!answer.ok) seen.sealingsLost++
    return
  }
  if (answer.ok && type === 'scene-removed') seen.removed++
  if (answer.ok && type === 'scene-completed' && after?.project.value.ledger === undefined)
    seen.completedUnsealed++
  if (counts && wasSealed && settles && answer.ok) seen.lastToSettle++
  if (counts && wasSealed && settles && isMissed) seen.lastToSettleMissed++
  if (counts && wasSealed && !settles && isMissed) seen.boundsMissed++
}
