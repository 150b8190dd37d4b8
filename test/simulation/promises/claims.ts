import type { Claim, EventType, ProjectRecords } from '@badapple/scenes'
import type { ArrivedCommit } from '@badapple/scenes/testing'
import { POLICY } from '../campaign/policy.js'
import type { WatchedPromise } from './promise.js'

/** Commands that shut out whoever generates the scene. */
const FENCES: ReadonlySet<EventType> = new Set<EventType>([
  ...(['scene-reset', 'scene-rejected', 'scene-removed', 'clip-uploaded', 'clip-restored'] as const),
])

/** What is only written while nobody holds the scene. */
const NEEDS_PEACE: ReadonlySet<EventType> = new Set<EventType>(['scene-repaired', 'scene-status-set'])

/** What leases promise whoever else writes: they live in records of their own. */
export const keptLeases: WatchedPromise = (world) => {
  const shutOut = new Set<string>()
  return {
    committed: (commit) => {
      const { change, answer, before, after } = commit
      if (!answer.ok) return
      for (const broken of [...brokenBy(commit), ...withoutScene(after)]) {
        world.report(`${broken}, by ${change.id} (${change.event?.type ?? 'no event'})`)
      }
      const { event } = change
      if (event?.sequence === undefined) return
      const [was, is] = [before?.claims.get(event.sequence)?.value, after?.claims.get(event.sequence)?.value]
      if (event.type === 'scene-completed' && is !== undefined && shutOut.has(is.claimId)) {
        world.report(`who was shut out stays so: ${is.claimId} completed scene ${event.sequence}`)
      }
      if (was !== undefined && FENCES.has(event.type)) shutOut.add(was.claimId)
    },
  }
}

function brokenBy({ change: { event }, before, after, nowMs }: ArrivedCommit): readonly string[] {
  return [...(before?.claims.values() ?? [])].flatMap(({ value: was }) => {
    const is = after?.claims.get(was.sequence)?.value
    const isOwn = event?.sequence === was.sequence
    const untilMs = Date.parse(was.expiry)
    const isLive = was.ended !== true && untilMs > nowMs && isOfScene(was, before)
    const holds: readonly (readonly [string, boolean])[] = [
      ['an ended lease stays so', isHeldOn(was, is)],
      ['a heartbeat moves the end of a lease on', event !== undefined || isMovedOn(was, is)],
      ['nothing is written under a live claim', !isOwn || !isLive || !NEEDS_PEACE.has(event.type)],
      [
        'a slow winner has its grace',
        !isOwn ||
          event.findings?.includes('stalled') !== true ||
          untilMs + POLICY.graceMs <= nowMs ||
          !isOfScene(was, before),
      ],
    ]
    return holds.flatMap(([promise, isKept]) => (isKept ? [] : `${promise}: scene ${was.sequence}`))
  })
}

function isHeldOn(was: Claim, is: Claim | undefined): boolean {
  return was.ended !== true || is?.claimId !== was.claimId || is.ended === true
}

/** A commit without an event is a heartbeat, or has nothing to do with leases. */
function isMovedOn(was: Claim, is: Claim | undefined): boolean {
  if (is === undefined || is.expiry === was.expiry) return is !== undefined
  return was.ended !== true && Date.parse(is.expiry) > Date.parse(was.expiry)
}

function isOfScene({ sequence, sceneCreatedAt }: Claim, records: ProjectRecords | undefined): boolean {
  return (
    records?.scenes.some(({ value }) => value.sequence === sequence && value.createdAt === sceneCreatedAt) ===
    true
  )
}

function withoutScene(records: ProjectRecords | undefined): readonly string[] {
  const known = new Set(records?.scenes.map(({ value }) => value.sequence))
  return [...(records?.claims.keys() ?? [])].flatMap((sequence) =>
    known.has(sequence) ? [] : `a lease goes with its scene: that of scene ${sequence} stays`,
  )
}
