import type { AdoptionObstacle, Refusal } from '../model/refusal.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../model/status.js'
import type { ProjectStatus } from '../model/status.js'
import { describeSkip } from './explain.js'
import { PROJECT_TRANSITIONS, SCENE_TRANSITIONS } from './transitions.js'

const OBSTACLES: Readonly<Record<AdoptionObstacle, string>> = {
  'no-candidate': 'no finished clip of it was found in the bucket',
  'scene-has-video': 'the scene has a video already; reset it first if that one is to go',
  claimed: 'a worker is generating the scene; wait for it or reset the scene first',
  'other-scene': 'it is not an original clip of this scene; upload its bytes instead',
  'in-use': 'a scene of the project already uses it; name another, or upload its bytes',
  absent: 'there is no such object; upload it first',
  empty: 'the object has no bytes; upload the clip under another key',
  unreachable: 'the bucket did not answer; try again',
  'older-than-scene': 'it is older than the scene; upload its bytes to use it all the same',
  'within-grace': 'it is so young that its worker may still record it; try again later',
  'settled-attempt':
    'its attempt was settled by a later reset, upload or completion; name the key to adopt it all the same',
  'no-evidence':
    'nothing shows that a generation of this scene made it; name the key to adopt it all the same',
}

type RefusedMove<Of> = Extract<Refusal, { kind: 'transition'; of: Of }>

/** A refusal in a sentence: the thing, the rule, the value, and what to do. */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'transition':
      return refusal.of === 'scene' ? sceneTransition(refusal) : projectTransition(refusal)
    case 'project-status':
      return `${refusal.command} is not possible while the project is ${refusal.status}; ${wayOn(refusal)}`
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
      return `there is no scene ${refusal.sequence}; load the project to see which there are`
    case 'last-scene':
      return `scene ${refusal.sequence} is the only one left; a project keeps one scene at least, so add another first`
    case 'video-changed':
      return `the clip was made from ${refusal.madeFrom}, and scene ${refusal.sequence} ${refusal.current === undefined ? 'has no video now' : `has ${refusal.current} now`}; make it again from the present video`
    case 'not-in-history':
      return `the history of scene ${refusal.sequence} knows no original clip ${refusal.key}; to use another object of the scene, adopt it`
    case 'status-changed':
      return `${refusal.sequence === undefined ? 'the project' : `scene ${refusal.sequence}`} is ${refusal.actual}, not ${refusal.expected} as expected; look again before you change it`
    case 'status-disagrees':
      if (refusal.status === 'processing')
        return `scene ${refusal.sequence} cannot be set to processing; claim it instead`
      return `scene ${refusal.sequence} ${refusal.hasVideo ? 'has a video' : 'has no video'}, so it cannot be set to ${refusal.status}; its video decides: ${refusal.hasVideo ? 'reset or reject it' : 'generate or upload one'}`
    case 'counts-disagree':
      return `the project cannot be set to ${refusal.status}: of its ${refusal.sceneCount} scenes ${refusal.completedScenes} are completed and ${refusal.failedScenes} failed, which makes it ${refusal.derived}; change its scenes first`
    case 'not-a-permutation':
      return `the order must name every scene of the project once${namesOf('missing', refusal.missing)}${namesOf('not in the project', refusal.unknown)}${namesOf('named more than once', refusal.repeated)}`
    case 'too-many-demotions':
      return `${refusal.demotions === undefined ? `the repair would take away the video of ${sceneList(refusal.sequences)}` : `the sweep would take away the videos of ${refusal.demotions} scenes, ${sceneList(refusal.sequences)} of this project among them`} (of ${refusal.scenes}), and ${refusal.objectsSeen === 0 ? 'not one object was found in the bucket' : `${refusal.objectsSeen} objects were found`}; check that this is the right bucket, then pass force: true`
    case 'torn-read':
      return `the records were not read at one moment (the scenes add up to ${refusal.counted} counted changes, the project says ${refusal.ledger}); count again from an isolated load`
    case 'project-exists':
      return `project ${refusal.projectId} exists already; use another id`
    case 'claimed':
      return `scene ${refusal.sequence} is claimed by ${refusal.owner} until ${refusal.until}; wait for it, or reset the scene to take it away from them`
    case 'foreign-claim':
      return `scene ${refusal.sequence} cannot be claimed: ${describeSkip(refusal)}; wait until then, or reset the scene if nobody is`
    case 'status-skipped':
      return `scene ${refusal.sequence} cannot be claimed: ${describeSkip(refusal)}; take that out of its skipStatuses, or move the scene on`
    case 'not-requested':
      return `scene ${refusal.sequence} cannot be claimed: ${describeSkip(refusal)}; ask for it as well`
  }
}

function sceneTransition(move: RefusedMove<'scene'>): string {
  const { from, to, by, sequence, hasVideo = false } = move
  const scene = sequence === undefined ? `a scene that is ${from}` : `scene ${sequence} is ${from} and`
  const cannot = `${scene} cannot become ${to} by ${by}`
  if (hasVideo) return `${cannot}, because it has a video; reset it first, or ask to regenerate it`
  const starts = SCENE_STATUSES.filter((status) => SCENE_TRANSITIONS[status][to].includes(by))
  return starts.length === 0 ? `${cannot}; no scene can` : `${cannot}; it must be ${either(starts)}`
}

function projectTransition({ from, to }: RefusedMove<'project'>): string {
  const starts = PROJECT_STATUSES.filter((status) => PROJECT_TRANSITIONS[status].includes(to))
  const must = starts.length === 0 ? 'no project can' : `it must be ${either(starts)}`
  return `a project that is ${from} cannot become ${to}; ${must}, and can become ${either(PROJECT_TRANSITIONS[from])} now`
}

/** What makes a project's status one of those that a command allows. */
function wayOn({ status, allowed }: Extract<Refusal, { kind: 'project-status' }>): string {
  if (status === 'composing') return 'wait for the film: finishComposition or failComposition ends that'
  if (status === 'generating_scenes')
    return 'wait for the scenes: finishSceneGeneration or failSceneGeneration ends that'
  const how = BEGINNINGS.find(([workflow]) => allowed.length === 1 && allowed[0] === workflow)?.[1]
  return `it must be ${either(allowed)} (${how ?? 'startVideoGeneration or setProjectStatus moves it on'})`
}

/** What begins each workflow. */
const BEGINNINGS: readonly (readonly [ProjectStatus, string])[] = [
  ['composing', 'startComposition begins that'],
  ['generating_scenes', 'startSceneGeneration begins that'],
]

function either(choices: readonly string[]): string {
  return choices.join(' or ')
}

function sceneList(sequences: readonly number[]): string {
  return `scene${sequences.length === 1 ? '' : 's'} ${sequences.join(', ')}`
}

function namesOf(what: string, sequences: readonly number[]): string {
  return sequences.length === 0 ? '' : `; ${what}: ${sequences.join(', ')}`
}
