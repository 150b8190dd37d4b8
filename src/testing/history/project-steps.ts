import { inDisplayOrder } from '../../core/rules/display-order.js'
import type { Scenes } from '../../service/scenes.js'
import { CLIP, CLIP_BYTES } from './clip.js'
import type { Game } from './game.js'
import { sceneOf } from './game.js'
import type { MoveSceneStep, ProjectStep } from './history-step.js'

/** Plays a step about a project as a whole. */
export async function playProjectStep({ does }: ProjectStep, { world, projectId }: Game): Promise<void> {
  const { scenes } = world
  switch (does) {
    case 'generateMissing':
      await generateMissing(scenes, projectId)
      return
    case 'compose':
      await scenes.startComposition(projectId)
      await scenes.finishComposition(projectId, { body: CLIP_BYTES })
      return
    case 'startComposition':
      await scenes.startComposition(projectId)
      return
    case 'finishComposition':
      await scenes.finishComposition(projectId, { body: CLIP_BYTES })
      return
    case 'failComposition':
      await scenes.failComposition(projectId, 'no credit')
      return
    case 'recount':
      await scenes.recount(projectId)
      return
    case 'repair':
      await scenes.repair(projectId)
      return
  }
}

/** A run that ends where it would have to wait for a clip which its own worker may still record: time is for `wait`. */
async function generateMissing(scenes: Scenes, projectId: string): Promise<void> {
  const run = new AbortController()
  await scenes.generateMissing(projectId, () => Promise.resolve(CLIP), {
    signal: run.signal,
    onProgress: ({ type }) => {
      if (type === 'waiting') run.abort()
    },
  })
}

/** Moves a scene to a place; beyond the last one it becomes the last. */
export async function moveScene({ scene, to }: MoveSceneStep, game: Game): Promise<void> {
  await sceneOf(game, scene)
  const { world, projectId } = game
  const { scenes } = await world.scenes.load(projectId)
  const others = inDisplayOrder(scenes.map(({ value }) => value))
    .map(({ sequence }) => sequence)
    .filter((sequence) => sequence !== scene)
  await world.scenes.reorderScenes(projectId, others.toSpliced(to - 1, 0, scene))
}
