import { hasVideo } from '../../core/rules/video.js'
import { CLIP, CLIP_BYTES, CLIP_SECONDS } from './clip.js'
import type { Game } from './game.js'
import { sceneOf } from './game.js'
import type { SceneStep } from './history-step.js'

/** A key that no scene ever had. */
const NO_KEY = 'clips/none.mp4'

/** Plays a step in which somebody does something with one scene. */
export async function playSceneStep({ does, scene }: SceneStep, game: Game): Promise<void> {
  const { projectId } = game
  const { scenes } = game.world
  switch (does) {
    case 'editScene':
      await scenes.editScene(projectId, scene, { prompt: 'edited' })
      return
    case 'reset':
      await scenes.reset(projectId, scene)
      return
    case 'retry':
      await scenes.retry(projectId, scene)
      return
    case 'reject':
      await scenes.reject(projectId, scene, { reason: 'six fingers' })
      return
    case 'upload':
      await scenes.upload(projectId, scene, CLIP)
      return
    case 'trim':
      await scenes.setClip(projectId, scene, {
        clip: 'working',
        madeFrom: await videoOf(game, scene),
        trimPoints: { in: 1, out: 3 },
        sourceDurationSeconds: CLIP_SECONDS,
        body: CLIP_BYTES,
      })
      return
    case 'lipSync': {
      const madeFrom = await videoOf(game, scene)
      await scenes.setClip(projectId, scene, { clip: 'lipSynced', madeFrom, body: CLIP_BYTES })
      return
    }
    case 'restore':
      await scenes.restore(projectId, scene, { key: await lostVideoOf(game, scene) })
      return
    case 'adopt':
      await scenes.adopt(projectId, scene)
      return
    case 'removeScene':
      await scenes.removeScene(projectId, scene)
      return
  }
}

async function videoOf(game: Game, sequence: number): Promise<string> {
  const scene = await sceneOf(game, sequence)
  return (hasVideo(scene) ? scene.clips.original : undefined) ?? NO_KEY
}

/** The original that a scene had before its present one. */
async function lostVideoOf({ world, projectId }: Game, sequence: number): Promise<string> {
  const { items } = await world.scenes.history(projectId, { sequence, limit: 1_000, newestFirst: true })
  const lost = items.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded)
  return lost.find(({ clip }) => clip === 'original')?.key ?? NO_KEY
}
