import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { GenerationCost } from './generation-cost.js'
import { CLIP, generationCost } from './generation-cost.js'
import type { MeasuredProject } from './measured-project.js'

/** A prompt with which the item of a scene takes about 1.5 kB. */
export const PROMPT = 'A lighthouse keeper dances alone, seen from far away. '.repeat(23).slice(0, 1_200)

/** Projects are small: what a project's item takes is paid for with every scene. */
const CONCEPT = 'A lighthouse keeper dances alone while the lamp above him turns faster and faster.'

const A_SCENE = { prompt: PROMPT, durationSeconds: 8 }
const AN_HOUR = 3_600_000

/** Calls every operation of the service on a project of so many scenes, at least 8, and notes what each cost. */
export async function everyOperation(
  project: MeasuredProject,
  client: DynamoDBClient,
  count: number,
): Promise<GenerationCost> {
  await begin(project, count)
  const generation = await generationCost(project, client, count)
  await project.clock.advance(AN_HOUR)
  await read(project)
  await putRight(project)
  await changeOrder(project, count)
  await generateByHand(project, count + 1)
  await workOnClips(project)
  await compose(project)
  await project.clock.advance(2 * AN_HOUR)
  await watch(project)
  return generation
}

async function begin(project: MeasuredProject, count: number): Promise<void> {
  const { scenes } = project
  const cost = group(project, 'Projects')
  const created = await cost('createProject', () => scenes.createProject({ conceptPrompt: CONCEPT }))
  const id = created.projectId
  project.projectId = id
  await cost('editProject', () => scenes.editProject(id, { mode: 'music-video' }))
  await cost('startSceneGeneration', () => scenes.startSceneGeneration(id))
  await cost('failSceneGeneration', () => scenes.failSceneGeneration(id, 'the model is down'))
  await scenes.startSceneGeneration(id)
  await cost('addScenes, all of them', () => scenes.addScenes(id, Array<typeof A_SCENE>(count).fill(A_SCENE)))
  await cost('finishSceneGeneration', () => scenes.finishSceneGeneration(id))
  await cost('startVideoGeneration', () => scenes.startVideoGeneration(id))
}

async function read(project: MeasuredProject): Promise<void> {
  const { scenes, projectId: id } = project
  const cost = group(project, 'Reading')
  await cost('load', () => scenes.load(id))
  await cost('select', () => scenes.select(id))
  await cost('view', () => scenes.view(id))
  await cost('history, a page of 100', () => scenes.history(id, { newestFirst: true }))
  await cost('listProjects, of a status', () => scenes.listProjects({ status: 'completed' }))
  await cost('listProjects, all', () => scenes.listProjects())
}

async function putRight(project: MeasuredProject): Promise<void> {
  const { scenes, projectId: id } = project
  const cost = group(project, 'Putting right, where nothing is wrong')
  await cost('generateMissing', () => scenes.generateMissing(id, () => Promise.reject(new Error('asked'))))
  const { findings } = await cost('audit', () => scenes.audit(id))
  if (findings.length > 0) throw new Error('a healthy project was expected')
  await cost('repair', () => scenes.repair(id))
  await cost('recount', () => scenes.recount(id))
}

async function changeOrder(project: MeasuredProject, count: number): Promise<void> {
  const { scenes, projectId: id } = project
  const cost = group(project, 'Scenes and order')
  const order = Array.from({ length: count }, (_, at) => count - at)
  await cost('reorderScenes, all of them', () => scenes.reorderScenes(id, order))
  await cost('addScenes, one', () => scenes.addScenes(id, [A_SCENE]))
  await cost('removeScene', () => scenes.removeScene(id, count + 1))
  await scenes.addScenes(id, [A_SCENE])
  await cost('editScene', () => scenes.editScene(id, count + 2, { negativePrompt: 'No cats.' }))
}

async function generateByHand(project: MeasuredProject, last: number): Promise<void> {
  const { scenes, projectId: id, clock, recorder } = project
  const cost = group(project, 'Generation by hand')
  const sequence = last + 1
  const given = await cost('claim', () => scenes.claim(id, sequence))
  await cost('release', () => scenes.release(given))
  const failing = await scenes.claim(id, sequence)
  await cost('fail', () => scenes.fail(failing, 'the provider refused'))
  const claim = await scenes.claim(id, sequence)
  await cost('submitted', () => scenes.submitted(claim, 'provider-job-1'))
  await clock.advance(40_000)
  await cost('heartbeat', () => scenes.heartbeat(claim))
  await cost('complete', () => scenes.complete(claim, CLIP))

  const inside = group(project, 'Inside generateMissing, besides the claim and the completion')
  await scenes.generateMissing(
    id,
    async (_scene, job) => {
      await inside('submitted', () => job.submitted('provider-job-2'))
      await inside('a heartbeat, every 40 seconds', async () => {
        const beat = recorder.answered('UpdateItem')
        await clock.advance(41_000)
        await beat
      })
      return CLIP
    },
    { regenerate: [sequence] },
  )
}

async function workOnClips(project: MeasuredProject): Promise<void> {
  const { scenes, projectId: id, blobs, clock } = project
  const cost = group(project, 'Clips')
  const uploaded = await cost('upload', () => scenes.upload(id, 1, CLIP))
  const madeFrom = uploaded.clips.original ?? ''
  const trim = { clip: 'working', madeFrom, trimPoints: { in: 1, out: 4 }, sourceDurationSeconds: 8 } as const
  await cost('setClip', () => scenes.setClip(id, 1, { ...trim, body: CLIP.body }))
  await cost('reject', () => scenes.reject(id, 1, { reason: 'the wrong lighthouse' }))
  await cost('setSceneStatus', () => scenes.setSceneStatus(id, 1, { status: 'pending' }))
  await cost('restore', () => scenes.restore(id, 1, { key: madeFrom }))
  await cost('reset', () => scenes.reset(id, 1))
  await scenes.fail(await scenes.claim(id, 1), 'the provider refused')
  await cost('retry', () => scenes.retry(id, 1))
  // A worker that dies between its upload and the record of it.
  const { uploadKey } = await scenes.claim(id, 1)
  blobs.putObject({ key: uploadKey, size: 4, lastModified: new Date(clock.now()) })
  await clock.advance(AN_HOUR)
  await cost('adopt', () => scenes.adopt(id, 1))
}

async function compose(project: MeasuredProject): Promise<void> {
  const { scenes, projectId: id } = project
  const cost = group(project, 'Projects')
  await cost('startComposition', () => scenes.startComposition(id))
  await cost('failComposition', () => scenes.failComposition(id, 'the disk is full'))
  await cost('setProjectStatus', () => scenes.setProjectStatus(id, { status: 'processing' }))
  await scenes.startComposition(id)
  await cost('finishComposition', () => scenes.finishComposition(id, { body: CLIP.body }))
}

async function watch(project: MeasuredProject): Promise<void> {
  const { scenes, projectId: id, clock, recorder } = project
  const cost = group(project, 'Events')
  const events = scenes.watch(id)
  await cost('watch, to begin', () => events.start())
  const next = events.next()
  await recorder.answered('Query')
  const poll = async () => {
    const asked = recorder.answered('Query')
    // The time passes once the watch waits for it.
    while (clock.waiting() === 0) await clock.advance(0)
    await clock.advance(2_000)
    await asked
  }
  await cost('watch, a poll that finds nothing', poll)
  while (clock.waiting() === 0) await clock.advance(0)
  await scenes.editScene(id, 1, { negativePrompt: 'No dogs.' })
  await cost('watch, a poll that finds an event', async () => {
    await clock.advance(2_000)
    await next
  })
  await events.return()
  const { differences } = await cost('replay', () => scenes.replay(id))
  if (differences.length > 0) throw new Error('a project that only this library wrote was expected')
}

function group(project: MeasuredProject, name: string) {
  return <T>(operation: string, work: () => Promise<T>): Promise<T> => project.cost(name, operation, work)
}
