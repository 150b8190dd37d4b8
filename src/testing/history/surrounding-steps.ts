import { SceneError } from '../../core/model/error.js'
import { isObjectKey } from '../../core/model/object-key.js'
import type { Game } from './game.js'
import { needed, sceneOf } from './game.js'
import type { LoseObjectStep, PythonStep, WaitStep } from './history-step.js'

/** Lets time pass. */
export async function wait({ ms }: WaitStep, game: Game): Promise<void> {
  await needed(game, 'clock').advance(ms)
}

/** Plays a step of the Python backend. */
export async function playPythonStep({ does, scene }: PythonStep, game: Game): Promise<void> {
  const python = needed(game, 'python')
  const earlier = does === 'pythonSaves' ? game.reads.get(scene) : undefined
  if (earlier === undefined && scene !== undefined) await sceneOf(game, scene)
  const item = earlier ?? (await python.read(game.projectId, scene))
  if (does === 'pythonReads') game.reads.set(scene, item)
  else await item.save()
}

/** Deletes the object of a scene's video. */
export async function loseObject({ scene: sequence }: LoseObjectStep, game: Game): Promise<void> {
  const blobs = needed(game, 'blobs')
  const { original } = (await sceneOf(game, sequence)).clips
  if (original !== undefined && isObjectKey(original)) {
    await blobs.deleteObject(original)
    return
  }
  const refusal = { kind: 'no-video', sequence } as const
  throw new SceneError('REFUSED', `scene ${sequence} has no video whose object could be lost`, { refusal })
}
