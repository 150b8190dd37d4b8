import type { SimulatedWorld, SimulationScenario } from '@badapple/scenes/testing'
import { seededRandom } from '@badapple/scenes/testing'
import { doneProject, newProject, oldProject } from './beginnings.js'
import type { Stage } from './crew.js'
import { crewOf } from './crews.js'
import { checkEnd } from './end.js'
import { keptObjects } from './promises/bucket.js'
import { keptLeases } from './promises/claims.js'
import { CLAIM_PROMISES, commitPromises } from './promises/commits.js'
import { exactCounters } from './promises/counters.js'
import { doneOnce } from './promises/done-once.js'
import { wholeFilm } from './promises/film.js'
import { inSteps } from './promises/in-steps.js'
import { keysOf, RecordedVideos } from './promises/kept-videos.js'
import { OnePayment } from './promises/one-payment.js'
import { keptOrder } from './promises/order.js'
import { paidClips } from './promises/paid-clips.js'
import { Provider } from './provider.js'

/** Who writes: only this library, or the Python backend as well. The first is promised more. */
export type Writers = 'library' | 'foreign'

/** What there is in the beginning, and how much of it. */
export type Size = 'small' | 'large'

/** More scenes than one commit takes, so that orders are changed in steps. */
const MANY = 92

/** Of so many runs, one has many scenes. */
const SMALL_RUNS = 150

/** A project and a crew by chance, with everything that is promised to them. */
export function scenario(seed: number, writers: Writers): SimulationScenario {
  const random = seededRandom(seed ^ 0x5ce9e5)
  const chance = (of: number) => random() < of
  const pick = <T>(list: readonly [T, ...T[]]) => list[Math.floor(random() * list.length)] ?? list[0]
  const size: Size = chance(1 / SMALL_RUNS) ? 'large' : 'small'
  const isOld = size === 'small' && chance(0.25)
  const isDone = !isOld && chance(size === 'large' ? 0.5 : 0.1)
  const begin = {
    scenes: size === 'large' ? MANY : pick([1, 2, 3]),
    isAlone: writers === 'library',
    chance,
    pick,
  }
  const videos = new RecordedVideos()
  let stage: Stage | undefined
  return {
    setUp: async (world) => {
      const provider = promised(world, writers, videos)
      const make = isDone ? doneProject : isOld ? oldProject : newProject
      const projectId = await make(world, begin)
      const { there, lost } = await clipsIn(world, projectId)
      const own: Stage = { world, projectId, provider, lost }
      stage = own
      // What somebody else overwrites, nobody may know of.
      if (writers === 'library') videos.begin(there)
      for (const { name, actor, bucket } of crewOf({ size, writers, chance, world, isDone })) {
        const options = { restarts: chance(0.5) ? 1 : 0, ...(bucket !== undefined && { bucket }) }
        world.start(name, (process) => actor(process, own), options)
      }
    },
    end: async (world) => {
      if (stage === undefined) return
      try {
        await checkEnd(stage, { writers, isOld })
        await videos.check(stage)
      } catch (error) {
        world.report(
          `everything ends well: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        )
      }
    },
  }
}

/** The clips that the scenes have in the beginning: those whose objects are there, and those whose are not. */
async function clipsIn(world: SimulatedWorld, projectId: string) {
  const { scenes = [] } = (await world.store.loadProject(projectId)) ?? {}
  const keys = scenes.flatMap(({ value }) => keysOf(value.clips))
  const isThere = (key: string) => (world.blobs.read(key)?.byteLength ?? 0) > 0
  return { there: new Set(keys.filter(isThere)), lost: new Set(keys.filter((key) => !isThere(key))) }
}

/** Watches everything that is promised. */
function promised(world: SimulatedWorld, writers: Writers, videos: RecordedVideos): Provider {
  const payments = new OnePayment((problem) => {
    if (writers === 'library') world.report(problem)
  })
  const provider = new Provider(payments)
  const promises = [
    ...[videos.watch, () => payments, keptLeases, doneOnce, paidClips(provider.delivered)],
    ...(writers === 'library'
      ? [commitPromises(), exactCounters, keptOrder, inSteps, keptObjects, wholeFilm]
      : [commitPromises((promise) => CLAIM_PROMISES.has(promise))]),
  ]
  for (const promise of promises) world.observe(promise(world))
  return provider
}
