import { attemptOfKey } from '@badapple/scenes'
import type {
  ArrivedCommit,
  SimulatedWorld,
  WorldObserver,
} from '../../../src/testing/simulation/simulated-world.js'
import type { Neighbours } from '../../support/counter-promises.js'
import { brokenPromises } from '../../support/counter-promises.js'
import { disorderOf } from '../../support/ordered-store.js'

/** Something that is promised in a world. */
export type Promised = (world: SimulatedWorld) => WorldObserver

/** A promise of every commit that takes effect. */
function ofCommits(broken: (commit: ArrivedCommit) => readonly string[]): Promised {
  return (world) => ({
    committed: (commit) => {
      if (!commit.answer.ok) return
      const { id, event } = commit.change
      for (const what of broken(commit)) world.report(`${id} (${event?.type ?? 'no event'}): ${what}`)
    },
  })
}

/** Counters, their seal and the status of the project are right. */
export function counted(neighbours: Neighbours): Promised {
  return ofCommits(({ after }) => (after === undefined ? [] : brokenPromises(after, neighbours)))
}

/** The scenes have the places 1, 2, …, and are counted. */
export const inOrder = ofCommits(({ after }) => (after === undefined ? [] : disorderOf(after)))

/** Nobody claims a scene that somebody else has. */
export const claimedByOne = ofCommits(({ change, before, nowMs }) => {
  const claim = before?.claims.get(change.event?.sequence ?? 0)?.value
  if (change.event?.type !== 'scene-claimed' || claim === undefined || claim.ended === true) return []
  const leftMs = Date.parse(claim.expiry) - nowMs
  return leftMs > 0 ? [`${claim.owner} had the scene for ${leftMs} ms more`] : []
})

/** Nothing but the end of a worker is written to a scene that it has. */
export const leftAlone = ofCommits(({ change, before, nowMs }) => {
  const claim = before?.claims.get(change.event?.sequence ?? 0)?.value
  if (change.event?.type !== 'scene-repaired' || claim === undefined || claim.ended === true) return []
  const leftMs = Date.parse(claim.expiry) - nowMs
  return leftMs > 0 ? [`${claim.owner} had the scene for ${leftMs} ms more`] : []
})

/** A scene gets the clip of the attempt that holds its claim, or one that was left behind; none that was settled before. */
export const clipOfTheClaim: Promised = (world) => {
  const settled = new Map<number, number>()
  return ofCommits(({ change: { event }, before, after }) => {
    const sequence = event?.sequence ?? 0
    const { claimId = 'nobody', attempt = 0, clip } = before?.claims.get(sequence)?.value ?? {}
    const last = settled.get(sequence) ?? 0
    const [was, is] = [before, after].map(
      (records) => records?.scenes.find(({ value }) => value.sequence === sequence)?.value.clips.original,
    )
    if (event?.type === 'scene-reset' || event?.type === 'scene-completed') settled.set(sequence, attempt)
    if (is === undefined || was === is || is === clip) return []
    return [
      ...((attemptOfKey(is) ?? 0) > last ? [] : [`${is} was settled before`]),
      ...(event?.type !== 'scene-completed' || is.endsWith(`_${claimId}.mp4`)
        ? []
        : [`${is} was recorded while ${claimId} had the scene`]),
    ]
  })(world)
}

/** Nobody but who has a scene ends the work on it; where each worker does so in its own process. */
export const endedByItsOwner = ofCommits(({ change: { event }, before }) => {
  const owner = before?.claims.get(event?.sequence ?? 0)?.value.owner ?? 'nobody'
  const isEnd = event?.type === 'scene-failed' || event?.type === 'scene-completed'
  return isEnd && event.actor !== owner ? [`${event.actor} ended the work of ${owner}`] : []
})

/** Nobody is about to pay for a clip while one is there that a stale save has taken away. */
export const givenBackBeforePaying: Promised = (world) =>
  ofCommits(({ change: { event }, before }) => {
    const sequence = event?.sequence ?? 0
    const scene = before?.scenes.find(({ value }) => value.sequence === sequence)?.value
    const lost = before?.claims.get(sequence)?.value.clip
    const isPaidAgain =
      event?.type === 'scene-claimed' &&
      scene?.clips.original === undefined &&
      lost !== undefined &&
      world.blobs.objects().some(({ key }) => key === lost)
    return isPaidAgain ? [`${lost} was there`] : []
  })(world)

/** A clip that goes is named in the history. */
export const nothingGoesSilently = ofCommits(({ change, before, after }) =>
  (before?.scenes ?? []).flatMap(({ value: { sequence, clips } }) => {
    const is = after?.scenes.find(({ value }) => value.sequence === sequence)?.value.clips.original
    const isNamed = change.event?.clipsSuperseded?.some(({ key }) => key === clips.original) === true
    return clips.original === undefined || clips.original === is || isNamed
      ? []
      : [`${clips.original} went without a word`]
  }),
)
