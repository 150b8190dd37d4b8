import { isObjectKey } from '../model/object-key.js'
import type { ClipName, Scene } from '../model/scene.js'
import type { GoneRemedy, OrphanHindrance, SceneFact } from './scene-fact.js'

const REMEDIES: Readonly<Record<GoneRemedy, string>> = {
  demoted: 'all clips of the scene go to its history, so that it can be generated again',
  replaced: 'the original takes its place',
  dropped: 'it goes to history',
  'kept-for-others':
    'another clip of the scene may still be there, so nothing is changed; restore the object, or reset the scene to generate it again',
  kept: 'without an original there is nothing to put in its place; restore the object, or reset the scene to generate it again',
}

const HINDRANCES: Readonly<Record<OrphanHindrance, string>> = {
  'no-evidence': 'nothing shows that it belongs to a generation of this scene',
  fenced: 'the scene was reset or completed by this library since such keys were in use',
  'other-clips': 'another clip of the scene is still in use, and would make way for it',
}

/** What a clip of each name is called. */
export const CLIP_WORDS: Readonly<Record<ClipName, string>> = {
  original: 'original',
  working: 'working',
  lipSynced: 'lip-synced',
}

/** What is wrong with a scene in a sentence: the thing, the fact, and what a repair does or why it does nothing. */
export function describeSceneFact({ projectId, sequence }: Scene, fact: SceneFact): string {
  const scene = `scene ${sequence} of project ${projectId}`
  switch (fact.kind) {
    case 'invalid-key':
      return fact.inside === undefined
        ? `${scene} has ${shown(fact.key)} where an object key belongs, and it contains none of this bucket's layout; it is kept as it is. Store the clip in the bucket and upload or adopt it`
        : `${scene} has ${shown(fact.key)} where an object key belongs; the repair puts the key ${fact.inside} in its place`
    case 'foreign-key':
      return `${scene} uses ${fact.key}, which is in the folder of ${fact.owner}; it is only reported, as it may be meant so. Upload a clip of its own where it is not`
    case 'shared-key':
      return `${scene} uses ${fact.key}, and so ${fact.others.length === 1 ? 'does' : 'do'} ${sceneList(fact.others)}; it is only reported, as nobody can tell whose clip it shows. Generate or upload the scene's own clip where it is not meant so`
    case 'stale-clip':
      return `${scene} has ${named(fact.key)} as its video again, which its history superseded or rejected: another system saved an old copy of the scene. It is only reported; reset the scene or restore the clip that is wanted`
    case 'missing-blob':
      return `${scene} uses ${fact.key} as its ${clipList(fact.clips)} clip, and there is no such object; ${REMEDIES[fact.remedy]}`
    case 'empty-blob':
      return `${scene} uses ${fact.key} as its ${clipList(fact.clips)} clip, and the object has no bytes; ${REMEDIES[fact.remedy]}`
    case 'lost-clip':
      return `${scene} lost its video ${fact.key} to another system that saved an old copy of the scene; ${adoption(fact.hindrance, 'the repair gives it back')}`
    case 'orphaned-blob':
      return `${scene} has no video, and ${fact.key} is a finished clip of it that nothing refers to; ${adoption(fact.hindrance, 'the repair adopts it')}`
    case 'silent-success':
      return `${scene} is ${fact.status} although it has the video ${named(fact.key)}; the repair makes it completed`
    case 'failed-with-video':
      return `${scene} is failed${fact.error === undefined ? '' : ` (${fact.error})`} although it has the video ${named(fact.key)}; the repair makes it completed, its error goes to history`
    case 'orphaned-status':
      return `${scene} is completed although it has no video; the repair makes it pending, to be generated`
    case 'stalled':
      return `${scene} is processing although nobody is generating it any more: ${lastSign(fact)}; the repair makes it ${fact.to}${fact.to === 'failed' ? `, as ${fact.attempts} attempt${fact.attempts === 1 ? '' : 's'} came to nothing` : ', to be generated'}`
  }
}

function lastSign({ leaseUntil, updatedAt }: Extract<SceneFact, { kind: 'stalled' }>): string {
  return leaseUntil === undefined
    ? `it has no lease, and was last written at ${updatedAt}`
    : `its lease ran out at ${leaseUntil}`
}

function adoption(hindrance: OrphanHindrance | undefined, repair: string): string {
  return hindrance === undefined
    ? repair
    : `it is only reported, as ${HINDRANCES[hindrance]}. Adopt it by its key if it is the right one`
}

function named(key: string): string {
  return isObjectKey(key) ? key : shown(key)
}

/** A URL without its query, which may carry a signature. */
export function shown(text: string): string {
  const bare = text.replace(/[?#].*/s, '?…')
  return `"${bare.length > 160 ? `${bare.slice(0, 160)}…` : bare}"`
}

/** A URL without its query, for data that people pass on. */
export function withoutQuery(text: string): string {
  return text.replace(/[?#].*/s, '')
}

function clipList(clips: readonly ClipName[]): string {
  return clips.map((clip) => CLIP_WORDS[clip]).join(' and ')
}

function sceneList(sequences: readonly number[]): string {
  return `scene${sequences.length === 1 ? '' : 's'} ${sequences.join(', ')}`
}
