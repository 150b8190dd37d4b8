import type { SceneError, SceneErrorCode } from '../../core/model/error.js'
import { isSceneError } from '../../core/model/error.js'
import { CLIP_SECONDS } from './clip.js'
import type { Game } from './game.js'
import type { HistoryStep } from './history-step.js'
import type { HistoryWorld } from './history-world.js'
import { moveScene, playProjectStep } from './project-steps.js'
import { playSceneStep } from './scene-steps.js'
import { loseObject, playPythonStep, wait } from './surrounding-steps.js'
import { playClaimStep, playWorkerStep } from './worker-steps.js'

/** What became of a step. */
export type PlayedStep =
  | { readonly step: HistoryStep; readonly accepted: true }
  | { readonly step: HistoryStep; readonly accepted: false; readonly error: SceneError }

/** Errors that are an answer: a rule says no, or what the step is about is not there, or not any more. */
const ANSWERS: ReadonlySet<SceneErrorCode> = new Set<SceneErrorCode>([
  'REFUSED',
  'CLAIM_LOST',
  'SCENE_NOT_FOUND',
  'INVALID_ITEM',
  'BLOB_ABSENT',
  'BLOB_EMPTY',
  'BLOB_EXISTS',
])

/**
 * Plays a history through the service, one step after the other.
 * @returns What became of each step: accepted, or refused with the error that says so.
 * @throws Whatever else a step throws: `CONTENDED` and `STORE_UNAVAILABLE`, a project that does not exist, a part of the world
 * that is missing (`INVALID_INPUT`), any defect.
 * @example
 * const { projectId } = await scenes.createProject({ conceptPrompt: 'The sea' })
 * const played = await playHistory({ scenes }, projectId, [
 *   { does: 'addScenes', count: 1 },
 *   { does: 'complete', scene: 1, worker: 1 },
 *   { does: 'generate', scene: 1, worker: 1 },
 * ])
 * played.map(({ accepted }) => accepted) // [true, false, true]
 */
export async function playHistory(
  world: HistoryWorld,
  projectId: string,
  history: Iterable<HistoryStep>,
): Promise<readonly PlayedStep[]> {
  const game: Game = { world, projectId, claims: new Map(), reads: new Map() }
  const played: PlayedStep[] = []
  for (const step of history) {
    try {
      await play(step, game)
      played.push({ step, accepted: true })
    } catch (error) {
      if (!isSceneError(error) || !ANSWERS.has(error.code)) throw error
      played.push({ step, accepted: false, error })
    }
  }
  return played
}

async function play(step: HistoryStep, game: Game): Promise<void> {
  const { world, projectId } = game
  switch (step.does) {
    case 'claim':
    case 'generate':
      return playClaimStep(step, game)
    case 'heartbeat':
    case 'submit':
    case 'uploadOnly':
    case 'complete':
    case 'fail':
    case 'release':
      return playWorkerStep(step, game)
    case 'editScene':
    case 'reset':
    case 'retry':
    case 'reject':
    case 'upload':
    case 'trim':
    case 'lipSync':
    case 'restore':
    case 'adopt':
    case 'removeScene':
      return playSceneStep(step, game)
    case 'setSceneStatus':
      await world.scenes.setSceneStatus(projectId, step.scene, { status: step.status })
      return
    case 'moveScene':
      return moveScene(step, game)
    case 'addScenes': {
      const scene = { prompt: 'a lighthouse', durationSeconds: CLIP_SECONDS }
      await world.scenes.addScenes(
        projectId,
        Array.from({ length: step.count }, () => scene),
      )
      return
    }
    case 'generateMissing':
    case 'startComposition':
    case 'finishComposition':
    case 'failComposition':
    case 'compose':
    case 'recount':
    case 'repair':
      return playProjectStep(step, game)
    case 'wait':
      return wait(step, game)
    case 'pythonReads':
    case 'pythonSaves':
      return playPythonStep(step, game)
    case 'loseObject':
      return loseObject(step, game)
  }
}
