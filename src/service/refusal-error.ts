import { SceneError } from '../core/model/error.js'
import type { Refusal } from '../core/model/refusal.js'
import { describeRefusal } from '../core/rules/describe-refusal.js'

/** The error that a refused command is thrown as. */
export function refusalError(refusal: Refusal, projectId: string): SceneError {
  const message = `project ${projectId}: ${describeRefusal(refusal)}`
  switch (refusal.kind) {
    case 'claim-lost': {
      const { sequence, claimId } = refusal
      return new SceneError('CLAIM_LOST', message, { projectId, sequence, claimId })
    }
    case 'project-exists':
      return new SceneError('PROJECT_EXISTS', message, { projectId })
    case 'no-such-scene':
      return new SceneError('SCENE_NOT_FOUND', message, { projectId, sequence: refusal.sequence })
    default:
      return new SceneError('REFUSED', message, { refusal })
  }
}
