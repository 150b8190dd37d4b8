import type { Finding, FindingKind, SceneEvent, Scenes } from '@badapple/scenes'
import { hasVideo } from '@badapple/scenes'
import type { Stage } from './crew.js'
import type { Writers } from './scenario.js'

/** What a crash may leave that only people can judge: an upload by hand that nobody recorded, a film that nobody finishes. */
const LEFT_TO_PEOPLE: ReadonlySet<FindingKind> = new Set<FindingKind>(['orphaned-blob', 'stalled-project'])

/** Past every lease and every grace. */
const LATER_MS = 3_600_000

/** What an end is judged by. */
interface Surroundings {
  readonly writers: Writers
  /** Part of what is there was written by nobody whom the events tell of. */
  readonly isOld: boolean
}

/** What is promised once the faults have stopped: one repair puts everything right, and what can be generated is. */
export async function checkEnd(stage: Stage, { writers, isOld }: Surroundings): Promise<void> {
  const { world, projectId } = stage
  const calm = world.calm()
  world.passTo(world.nowMs + LATER_MS)
  const lostBefore = await wiped(stage)
  // Somebody looked at the bucket: what is gone is gone.
  await calm.repair(projectId, { force: true })
  expectClean(stage, await leftOver(stage, calm, writers), 'one repair')
  for (const sequence of lostBefore) {
    const scene = (await calm.load(projectId)).scenes.find(({ value }) => value.sequence === sequence)
    if (scene !== undefined && !hasVideo(scene.value)) {
      world.report(`a wiped video is given back: scene ${sequence} has none after the repair`)
    }
  }
  if (writers === 'library' && !isOld) await expectReplayed(stage, calm)
  await endComposition(calm, projectId)
  if ((await calm.load(projectId)).scenes.length > 0) {
    // One after the other: this clock does not wait for anybody, and a heartbeat would use up what time the others have.
    const generate = () => Promise.resolve({ body: stage.provider.byHand(0), durationSeconds: 8 })
    await calm.generateMissing(projectId, generate, { concurrency: 1 })
  }
  const { scenes, project } = await calm.load(projectId)
  for (const { value } of scenes) {
    if (value.status !== 'completed' || !hasVideo(value)) {
      world.report(
        `everything is generated in the end: scene ${value.sequence} is ${value.status} in a ${project.value.status} project`,
      )
    }
  }
  expectClean(stage, await leftOver(stage, calm, writers), 'generation')
}

/** Scenes whose video the library recorded and took away from nobody, and that have none: somebody else saved them so. */
async function wiped({ world, projectId, lost }: Stage): Promise<readonly number[]> {
  const records = await world.store.loadProject(projectId)
  const { items } = await world.store.readEvents(projectId, { limit: 100_000 })
  return (records?.scenes ?? []).flatMap(({ value }) => {
    // What says that it is completed and has no video was cleared by hand, to be made again.
    if (hasVideo(value) || value.status === 'completed') return []
    const own = items
      .filter(
        (event) =>
          event.sequence === value.sequence &&
          (isGivenUp(event) || (event.clips ?? event.clipsSuperseded) !== undefined),
      )
      .sort((a, b) => a.order - b.order)
    const last = own.at(-1)?.clips?.original
    return last === undefined || lost.has(last) ? [] : [value.sequence]
  })
}

/**
 * Whether a video that somebody else's save took away before is given up: somebody asks for another one, or the scene says
 * that it is completed without any, as one that was cleared by hand to be made again. History has its key.
 */
function isGivenUp({ type, from, to }: SceneEvent): boolean {
  if (type === 'scene-reset' || type === 'scene-rejected') return true
  return type === 'scene-repaired' && from === 'completed' && to === 'pending'
}

/** Without foreign saves the events say all there is to say. */
async function expectReplayed({ world, projectId }: Stage, calm: Scenes): Promise<void> {
  for (const difference of (await calm.replay(projectId)).differences) {
    world.report(`replaying the events gives the records: ${JSON.stringify(difference)}`)
  }
}

/** A film that nobody finishes any more keeps everybody else out. */
async function endComposition(calm: Scenes, projectId: string): Promise<void> {
  const { status } = (await calm.load(projectId)).project.value
  if (status === 'composing') await calm.failComposition(projectId, 'nobody is at it')
}

/** Findings that there must be none of. */
async function leftOver(
  { projectId, lost }: Stage,
  calm: Scenes,
  writers: Writers,
): Promise<readonly Finding[]> {
  const { findings } = await calm.audit(projectId)
  return findings.filter(
    ({ kind, key, repairable }) =>
      repairable ||
      // The original of a clip that was made from it is not missed.
      (writers === 'library' && !LEFT_TO_PEOPLE.has(kind) && (key === undefined || !lost.has(key))),
  )
}

function expectClean({ world }: Stage, findings: readonly Finding[], after: string): void {
  for (const { kind, message } of findings) world.report(`clean after ${after}: ${kind}: ${message}`)
}
