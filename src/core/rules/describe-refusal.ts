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
      return `${refusal.command} is not possible while the project is ${refusal.status}; it must be ${refusal.allowed.join(' or ')}${refusal.command === 'adding scenes' ? ' (startVideoGeneration or setProjectStatus moves it on)' : ''}`
    case 'claim-lost':
      return `claim ${refusal.claimId} no longer holds scene ${refusal.sequence} of project ${refusal.projectId}: another claim, a reset or a delete came in between. Stop working on it; a clip that was uploaded stays in the bucket`
    case 'no-scenes':
      return 'the project has no scenes; add some first'
    case 'nothing-to-generate':
      return 'every scene has a video; to generate one again, reset it or ask to regenerate it'
    case 'unfit-key':
      return refusal.sequence === undefined
        ? `${refusal.key} names something else than the film of this project; pass the bytes, or upload them under a key of its own`
        : `${refusal.key} names something else than the clip of scene ${refusal.sequence}; pass its bytes or, with a claim, upload them to its uploadKey`
    case 'not-adoptable':
      return `scene ${refusal.sequence} cannot adopt ${refusal.key ?? 'a clip'}: ${OBSTACLES[refusal.obstacle]}`
    case 'has-video':
      return `scene ${refusal.sequence} has a video; reset it or ask to regenerate it for another, trim it to change its length`
    case 'no-video':
      return `scene ${refusal.sequence} has no video; generate or upload one first`
    case 'videos-missing':
      return `${sceneList(refusal.sequences)} ${refusal.sequences.length === 1 ? 'has' : 'have'} no video; generate what is missing first`
    case 'has-scenes':
      return `the project has ${refusal.count} scene${refusal.count === 1 ? '' : 's'} already; scenes are generated for a project without any, use addScenes for more`
    case 'no-such-scene':
      return `there is no scene ${refusal.sequence}`
    case 'last-scene':
      return `scene ${refusal.sequence} is the only one left; a project keeps one scene at least`
    case 'video-changed':
      return `the clip was made from ${refusal.madeFrom}, and scene ${refusal.sequence} ${refusal.current === undefined ? 'has no video now' : `has ${refusal.current} now`}; make it again from the present video`
    case 'not-in-history':
      return `the history of scene ${refusal.sequence} knows no original clip ${refusal.key}; to use another object of the scene, adopt it`
    case 'status-changed':
      return `${refusal.sequence === undefined ? 'the project' : `scene ${refusal.sequence}`} is ${refusal.actual}, not ${refusal.expected} as expected; look again before you change it`
    case 'status-disagrees':
      if (refusal.status === 'processing')
        return `scene ${refusal.sequence} cannot be set to processing; claim it instead`
      return `scene ${refusal.sequence} ${refusal.hasVideo ? 'has a video' : 'has no video'}, so it cannot be set to ${refusal.status}; its video decides`
    case 'counts-disagree':
      return `the project cannot be set to ${refusal.status}: of its ${refusal.sceneCount} scenes ${refusal.completedScenes} are completed and ${refusal.failedScenes} failed, which makes it ${refusal.derived}`
    case 'not-a-permutation':
      return `the order must name every scene of the project once${namesOf('missing', refusal.missing)}${namesOf('not in the project', refusal.unknown)}${namesOf('named more than once', refusal.repeated)}`
    case 'too-many-demotions':
      return `${refusal.demotions === undefined ? `the repair would take away the video of ${sceneList(refusal.sequences)}` : `the sweep would take away the videos of ${refusal.demotions} scenes, ${sceneList(refusal.sequences)} of this project among them`} (of ${refusal.scenes}), and ${refusal.objectsSeen === 0 ? 'not one object was found in the bucket' : `${refusal.objectsSeen} objects were found`}; check that this is the right bucket, then pass force: true`
    case 'torn-read':
      return `the records were not read at one moment (the scenes add up to ${refusal.counted} counted changes, the project says ${refusal.ledger}); count again from an isolated load`
    case 'project-exists':
      return `project ${refusal.projectId} exists already; use another id`
    default:
      return `scene ${refusal.sequence} cannot be claimed: ${describeSkip(refusal)}`
  }
}

function sceneList(sequences: readonly number[]): string {
  return `scene${sequences.length === 1 ? '' : 's'} ${sequences.join(', ')}`
}

function namesOf(what: string, sequences: readonly number[]): string {
  return sequences.length === 0 ? '' : `; ${what}: ${sequences.join(', ')}`
}
