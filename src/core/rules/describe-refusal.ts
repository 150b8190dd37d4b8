import type { AdoptionObstacle, Refusal } from '../model/refusal.js'
import { describeSkip } from './explain.js'

const OBSTACLES: Readonly<Record<AdoptionObstacle, string>> = {
  'no-candidate': 'no finished clip of it was found in the bucket',
  'scene-has-video': 'the scene has a video already; reset it first if that one is to go',
  claimed: 'a worker is generating the scene; wait for it or reset the scene first',
  'other-scene': 'it is not an original clip of this scene',
  'in-use': 'a scene of the project already uses it',
  absent: 'there is no such object',
  empty: 'the object has no bytes',
  unreachable: 'the bucket did not answer; try again',
  'older-than-scene': 'it is older than the scene',
  'within-grace': 'it is so young that its worker may still record it; try again later',
  'settled-attempt': 'its attempt was settled by a later reset, upload or completion',
  'no-evidence':
    'nothing shows that a generation of this scene made it; name the key to adopt it all the same',
}

/** A refusal in a sentence: the thing, the rule, the value, and what to do. */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'transition':
      return refusal.of === 'scene'
        ? `a scene that is ${refusal.from} cannot become ${refusal.to} by ${refusal.by}${refusal.hasVideo === true ? ', because it has a video' : ''}`
        : `a project that is ${refusal.from} cannot become ${refusal.to}`
    case 'project-status':
      return `${refusal.command} is not possible while the project is ${refusal.status}; it must be ${refusal.allowed.join(' or ')}${refusal.command === 'adding scenes' ? ' (startVideoGeneration moves it to processing)' : ''}`
    case 'claim-lost':
      return `claim ${refusal.claimId} no longer holds scene ${refusal.sequence} of project ${refusal.projectId}: another claim, a reset or a delete came in between. Stop working on it; a clip that was uploaded stays in the bucket`
    case 'no-scenes':
      return 'the project has no scenes; add some first'
    case 'nothing-to-generate':
      return 'every scene has a video; to generate one again, reset it or ask to regenerate it'
    case 'unfit-key':
      return `${refusal.key} names something else than the clip of this attempt at scene ${refusal.sequence}; upload it to the claim's uploadKey`
    case 'not-adoptable':
      return `scene ${refusal.sequence} cannot adopt ${refusal.key ?? 'a clip'}: ${OBSTACLES[refusal.obstacle]}`
    case 'too-many-writes':
      return `the command needs ${refusal.actions} writes, and one commit has room for ${refusal.limit}; do it in smaller parts`
    case 'project-exists':
      return `project ${refusal.projectId} exists already; use another id`
    default:
      return `scene ${refusal.sequence} cannot be claimed: ${describeSkip(refusal)}`
  }
}
