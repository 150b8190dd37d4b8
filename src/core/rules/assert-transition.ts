import { SceneError } from '../model/error.js'
import type { Verdict } from '../model/refusal.js'
import { describeRefusal } from './describe-refusal.js'
import type { ProjectTransition, SceneTransition, TransitionMode } from './transitions.js'
import { checkProjectTransition, checkSceneTransition } from './transitions.js'

/**
 * As {@link checkSceneTransition}, for those who rather catch.
 * @throws SceneError `REFUSED`, with the refusal in its details.
 */
export function assertSceneTransition(move: SceneTransition, mode: TransitionMode = 'strict'): void {
  assertVerdict(checkSceneTransition(move, mode))
}

/**
 * As {@link checkProjectTransition}, for those who rather catch.
 * @throws SceneError `REFUSED`, with the refusal in its details.
 */
export function assertProjectTransition(move: ProjectTransition, mode: TransitionMode = 'strict'): void {
  assertVerdict(checkProjectTransition(move, mode))
}

function assertVerdict(verdict: Verdict): void {
  if (verdict.ok) return
  throw new SceneError('REFUSED', describeRefusal(verdict.refusal), { refusal: verdict.refusal })
}
