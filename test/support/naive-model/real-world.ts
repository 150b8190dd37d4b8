import type { Claim, Ids, ProjectRecords, Scene, Scenes } from '@badapple/scenes'
import { createScenes, isSceneError } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { expect } from 'vitest'
import { testScenes } from '../test-scenes.js'
import { REPAIR, STALLED } from './naive-audit.js'
import type { NaiveLease, NaiveProject, NaiveScene } from './naive-world.js'
import { countsOf, isLive } from './naive-world.js'

/** The service in memory, as it is compared with the naive model. */
export interface RealWorld extends Pick<TestScenes, 'store' | 'blobs' | 'clock'> {
  readonly scenes: Scenes
  /** An id for the next command, which the service takes where it makes one itself. */
  readonly nextId: () => string
}

/** A service without any project. */
export function realWorld(): RealWorld {
  const { store, blobs, clock, options } = testScenes()
  let count = 0
  let announced: string | undefined
  const fresh = () => `${clock.now()}-${String(++count).padStart(6, '0')}`
  const ids: Ids = {
    projectId: (commandId) => `project-${commandId}`,
    commandId: () => {
      const id = announced ?? fresh()
      announced = undefined
      return id
    },
  }
  const scenes = createScenes({ ...options, ids })
  return { scenes, store, blobs, clock, nextId: () => (announced = fresh()) }
}

/** What became of a call: its result, or why it was refused. */
export type Outcome =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly reason: string }

/** Waits for a call. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: true, result: await call() }
  } catch (error) {
    if (!isSceneError(error)) throw error
    const refused = isSceneError(error, 'REFUSED') ? ` ${error.details.refusal.kind}` : ''
    return { ok: false, reason: error.code + refused }
  }
}

/** What is compared of a project, as the naive model has it. */
export function naiveLooks(project: NaiveProject, now: number) {
  const { status, concept, film, scenes } = project
  return {
    status,
    listedAs: status,
    concept,
    film,
    counts: countsOf(project),
    scenes: scenes.map((scene, index) => ({ ...sceneLooks(scene, now), place: index + 1 })),
  }
}

function sceneLooks(scene: NaiveScene, now: number) {
  const {
    sequence,
    status,
    prompt,
    seconds,
    original,
    working,
    lipSynced,
    lipSyncJob,
    trim,
    retries,
    error,
    lease,
  } = scene
  const live = isLive(scene, now)
  // A repair names the lease that it makes, by an id of its own.
  const holder: unknown = lease?.holder === REPAIR ? expect.any(String) : lease?.holder
  const clips = { original, working, lipSynced }
  return {
    sequence,
    status,
    prompt,
    seconds,
    clips,
    lipSyncJob,
    trim,
    retries,
    error,
    live,
    lease: lease && { ...lease, holder },
  }
}

/** The same of the records of the library. */
export function realLooks(records: ProjectRecords, nowMs: number) {
  const { status, listedAs, conceptPrompt, finalOutputKey, ...project } = records.project.value
  const scenes = records.scenes.map(({ value }) => value)
  return {
    status,
    listedAs,
    concept: conceptPrompt,
    film: finalOutputKey,
    counts: { all: project.sceneCount, completed: project.completedScenes, failed: project.failedScenes },
    scenes: scenes
      .toSorted((a, b) => (a.displaySequence ?? 0) - (b.displaySequence ?? 0))
      .map((scene) => realScene(scene, records.claims.get(scene.sequence)?.value, nowMs)),
  }
}

function realScene(scene: Scene, claim: Claim | undefined, nowMs: number) {
  const { sequence, status, prompt, durationSeconds, clips, trimPoints, retryCount, errorMessage } = scene
  const lease = claim && realLease(claim)
  return {
    sequence,
    status,
    prompt,
    seconds: durationSeconds,
    clips: { ...clips },
    lipSyncJob: scene.lipsyncJobId,
    trim: trimPoints,
    retries: retryCount,
    error: errorMessage?.startsWith('Generation stalled') === true ? STALLED : errorMessage,
    live: lease !== undefined && !lease.ended && lease.until > nowMs,
    lease,
    place: scene.displaySequence,
  }
}

function realLease({
  claimId,
  owner,
  expiry,
  ended,
  attempt,
  attemptBase,
  floor,
  jobId,
  clip,
}: Claim): NaiveLease {
  const until = Date.parse(expiry)
  return {
    holder: claimId,
    owner,
    until,
    ended: ended === true,
    attempt,
    base: attemptBase,
    floor,
    job: jobId,
    clip,
  }
}
