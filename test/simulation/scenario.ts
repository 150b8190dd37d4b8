import type { SimulatedWorld, SimulationScenario } from '@badapple/scenes/testing'
import { seededRandom } from '@badapple/scenes/testing'
import { callbacks } from './actors/callbacks.js'
import { recounter, sweeper } from './actors/caretakers.js'
import { composer } from './actors/composer.js'
import { editor } from './actors/editor.js'
import { operator } from './actors/operator.js'
import { python } from './actors/python.js'
import { writers as sceneWriters } from './actors/writers.js'
import { worker } from './actors/worker.js'
import type { Actor, Stage } from './crew.js'
import { checkEnd } from './end.js'
import { keptObjects } from './promises/bucket.js'
import { keptLeases } from './promises/claims.js'
import { CLAIM_PROMISES, commitPromises } from './promises/commits.js'
import { exactCounters } from './promises/counters.js'
import { doneOnce } from './promises/done-once.js'
import { wholeFilm } from './promises/film.js'
import { inSteps } from './promises/in-steps.js'
import { RecordedVideos } from './promises/kept-videos.js'
import { OnePayment } from './promises/one-payment.js'
import { keptOrder } from './promises/order.js'
import { paidClips } from './promises/paid-clips.js'
import { Provider } from './provider.js'

/** Who writes: only this library, or the Python backend as well. The first is promised more. */
export type Writers = 'library' | 'foreign'

/** More scenes than one commit takes, so that orders are changed in steps. */
const MANY = 92

/** Of so many runs, one has many scenes. */
const SMALL_RUNS = 300

/** A project and a crew by chance, with everything that is promised to them. */
export function scenario(seed: number, writers: Writers): SimulationScenario {
  const random = seededRandom(seed ^ 0x5ce9e5)
  const chance = (of: number) => random() < of
  const isLarge = chance(1 / SMALL_RUNS)
  const videos = new RecordedVideos()
  let stage: Stage | undefined
  return {
    setUp: async (world) => {
      stage = await beginning(world, {
        videos,
        writers,
        scenes: isLarge ? MANY : 1 + Math.floor(random() * 3),
        chance,
      })
      for (const [name, actor] of crew(isLarge, writers, chance)) {
        const own = stage
        world.start(name, (process) => actor(process, own), { restarts: chance(0.5) ? 1 : 0 })
      }
    },
    end: async () => {
      if (stage === undefined) return
      await checkEnd(stage, writers)
      await videos.check(stage)
    },
  }
}

interface Begin {
  readonly videos: RecordedVideos
  readonly writers: Writers
  readonly scenes: number
  readonly chance: (of: number) => boolean
}

async function beginning(world: SimulatedWorld, { videos, writers, scenes, chance }: Begin): Promise<Stage> {
  const payments = new OnePayment((problem) => {
    if (writers === 'library') world.report(problem)
  })
  const provider = new Provider(payments)
  const promises = [
    ...[
      videos.watch,
      () => payments,
      keptLeases,
      doneOnce,
      wholeFilm,
      inSteps,
      paidClips(provider.delivered),
    ],
    ...(writers === 'library'
      ? [commitPromises(), exactCounters, keptOrder, keptObjects]
      : [commitPromises((promise) => CLAIM_PROMISES.has(promise))]),
  ]
  for (const promise of promises) world.observe(promise(world))
  const calm = world.calm()
  const { projectId } = await calm.createProject({ conceptPrompt: 'A choir of radiators' })
  const stage: Stage = { world, projectId, provider }
  if (scenes === 1 && chance(0.5)) return stage
  const shots = Array.from({ length: scenes }, (_, at) => ({ prompt: `Shot ${at + 1}`, durationSeconds: 8 }))
  await calm.addScenes(projectId, shots)
  if (chance(0.9)) await calm.startVideoGeneration(projectId)
  return stage
}

function crew(
  isLarge: boolean,
  writers: Writers,
  chance: (of: number) => boolean,
): readonly (readonly [string, Actor])[] {
  const { dispatcher, receiver } = callbacks()
  const all: readonly (readonly [string, Actor, number])[] = isLarge
    ? [
        ['editor', editor, 1],
        ['second editor', editor, 0.7],
        ['operator', operator, 0.5],
        ['recounter', recounter, 0.5],
      ]
    : [
        ['writers', sceneWriters, 0.2],
        ['worker', worker, 0.9],
        ['second worker', worker, 0.6],
        ['dispatcher', dispatcher, 0.3],
        ['receiver', receiver, 0.3],
        ['editor', editor, 0.3],
        ['operator', operator, 0.5],
        ['second operator', operator, 0.2],
        ['composer', composer, 0.2],
        ['recounter', recounter, 0.2],
        ['sweeper', sweeper, 0.3],
      ]
  const foreign: typeof all = writers === 'foreign' ? [['python', python, 1]] : []
  return [...all, ...foreign].flatMap(([name, actor, rate]) => (chance(rate) ? [[name, actor] as const] : []))
}
