import { SceneError } from '../../core/model/error.js'
import type { ClaimedJob } from '../../service/methods/claim-methods.js'
import type { HistoryWorld, ReadItem } from './history-world.js'

/** A history under way. */
export interface Game {
  readonly world: HistoryWorld
  readonly projectId: string
  /** The last claim of each worker on each scene. */
  readonly claims: Map<string, ClaimedJob>
  /** What the Python backend read last of each item. */
  readonly reads: Map<number | undefined, ReadItem>
}

/**
 * A part of the world that a step needs.
 * @throws SceneError `INVALID_INPUT` when it is missing.
 */
export function needed<Part extends 'clock' | 'python' | 'blobs'>(
  { world }: Game,
  part: Part,
): NonNullable<HistoryWorld[Part]> {
  const found = world[part]
  if (found !== undefined) return found
  const message = `the history has a step that needs world.${part}; pass it, or leave such steps out with \`steps\``
  throw new SceneError('INVALID_INPUT', message, { input: `world.${part}` })
}

/**
 * Makes sure that there is a scene for a step that no method of the service checks.
 * @throws SceneError `SCENE_NOT_FOUND`
 */
export async function sceneOf({ world, projectId }: Game, sequence: number) {
  const { scenes } = await world.scenes.load(projectId)
  const found = scenes.find(({ value }) => value.sequence === sequence)
  if (found !== undefined) return found.value
  const message = `project ${projectId} has no scene ${sequence}`
  throw new SceneError('SCENE_NOT_FOUND', message, { projectId, sequence })
}
