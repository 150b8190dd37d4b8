import type { SceneEvent } from '@badapple/scenes'
import { epochMs } from '@badapple/scenes'
import type { DiaryEntry } from './diary.js'
import { entriesOf } from './diary.js'

/**
 * Scenes that were paid for again without need, each in a sentence: although nobody had killed the process that paid before
 * and its lease was not over, or although the lease knew the job.
 */
export function needlessPayments(
  diary: readonly DiaryEntry[],
  events: readonly SceneEvent[],
): readonly string[] {
  const paid = entriesOf(diary, 'paid')
  const recorded = entriesOf(diary, 'job-recorded')
  return paid.flatMap((again) => {
    const before = paid.filter(({ scene, timeMs }) => scene === again.scene && timeMs < again.timeMs).at(-1)
    if (before === undefined) return []
    const claimedMs = claimTime(again, events)
    const known = recorded.find(({ scene, timeMs }) => scene === again.scene && timeMs < claimedMs)
    if (known !== undefined) {
      return `${shown(again)} although the lease had known of ${known.jobId} since ${clock(known.timeMs)}`
    }
    if (wasKilled(before, again, diary) || leaseWasOver(before, claimedMs, diary)) return []
    return `${shown(again)} while ${shown(before)} was under way`
  })
}

type Payment = Extract<DiaryEntry, { readonly type: 'paid' }>

/** When the claim was made under which somebody paid. */
function claimTime({ scene, attempt, timeMs }: Payment, events: readonly SceneEvent[]): number {
  const claimed = events.find(
    (event) => event.type === 'scene-claimed' && event.sequence === scene && event.attempt === attempt,
  )
  return claimed === undefined ? timeMs : epochMs(claimed.time)
}

function wasKilled(before: Payment, again: Payment, diary: readonly DiaryEntry[]): boolean {
  return entriesOf(diary, 'killed').some(
    ({ victim, timeMs }) => victim === before.pid && timeMs >= before.timeMs && timeMs <= again.timeMs,
  )
}

function leaseWasOver({ pid, scene }: Payment, claimedMs: number, diary: readonly DiaryEntry[]): boolean {
  const leases = entriesOf(diary, 'lease').filter(
    (lease) => lease.pid === pid && lease.scene === scene && lease.timeMs <= claimedMs,
  )
  return leases.length > 0 && leases.every(({ expiryMs }) => expiryMs <= claimedMs)
}

function shown({ scene, attempt, pid, timeMs }: Payment): string {
  return `process ${pid} paid for scene ${scene} (attempt ${attempt}) at ${clock(timeMs)}`
}

function clock(timeMs: number): string {
  return new Date(timeMs).toISOString().slice('2025-11-24T'.length)
}
