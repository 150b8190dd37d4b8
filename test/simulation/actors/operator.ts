import { attempt } from '../attempt.js'
import type { Actor } from '../crew.js'

const ACTS = [
  ...([
    'reset',
    'reset',
    'reject',
    'retry',
    'repair',
    'repair',
    'adopt',
    'upload',
    'trim',
    'restore',
  ] as const),
  ...(['status', 'project status', 'start'] as const),
] as const

const SCENE_STATUSES = ['pending', 'processing', 'failed', 'completed'] as const
const PROJECT_STATUSES = SCENE_STATUSES

/** Puts things right by hand, or what it takes for that. */
export const operator: Actor = async (process, { projectId, provider, world }) => {
  const { scenes } = process
  for (let acts = 0; acts < 3; acts++) {
    await process.sleep(process.pick([0, 5_000, 40_000]))
    const [act, sequence] = [process.pick([...ACTS]), process.pick([1, 2, 3, 4])]
    const [sceneStatus, projectStatus] = [process.pick(SCENE_STATUSES), process.pick(PROJECT_STATUSES)]
    await attempt(process, async (options) => {
      switch (act) {
        case 'reset':
          return scenes.reset(projectId, sequence, { ...options, reason: 'too dark' })
        case 'reject':
          return scenes.reject(projectId, sequence, { ...options, reason: 'six fingers' })
        case 'retry':
          return scenes.retry(projectId, sequence, options)
        case 'repair':
          return scenes.repair(projectId)
        case 'adopt':
          return scenes.adopt(projectId, sequence, options)
        case 'upload':
          return scenes.upload(
            projectId,
            sequence,
            { body: provider.byHand(sequence), durationSeconds: 8 },
            options,
          )
        case 'trim': {
          const video = (await scenes.load(projectId)).scenes.find(({ value }) => value.sequence === sequence)
            ?.value.clips.original
          if (video === undefined) return undefined
          const trimPoints = { in: 1, out: 5 }
          const body = provider.byHand(sequence)
          const clip = {
            clip: 'working',
            madeFrom: video,
            sourceDurationSeconds: 8,
            body,
            trimPoints,
          } as const
          return scenes.setClip(projectId, sequence, clip, options)
        }
        case 'restore': {
          const earlier = (await world.store.readEvents(projectId, { limit: 1_000 })).items
            .filter((event) => event.sequence === sequence)
            .flatMap(({ clipsSuperseded = [] }) => clipsSuperseded)
            .filter(({ clip }) => clip === 'original')
          const [first, ...others] = earlier.map(({ key }) => key)
          if (first === undefined) return undefined
          return scenes.restore(projectId, sequence, { ...options, key: process.pick([first, ...others]) })
        }
        case 'status':
          return scenes.setSceneStatus(projectId, sequence, {
            ...options,
            status: sceneStatus,
          })
        case 'project status':
          return scenes.setProjectStatus(projectId, {
            ...options,
            status: projectStatus,
          })
        case 'start':
          return scenes.startVideoGeneration(projectId, options)
      }
    })
  }
}
