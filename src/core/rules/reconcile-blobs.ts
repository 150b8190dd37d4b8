import { isObjectKey } from '../model/object-key.js'
import type { ObjectKey } from '../model/object-key.js'
import type { ClipName, Clips, Scene } from '../model/scene.js'
import { CLIP_NAMES, clipTexts } from '../model/scene.js'
import type { SceneObjects } from './scene-case.js'
import type { ReconcileStep, SceneDraft } from './scene-draft.js'
import { repair, report, withCleanStatus } from './scene-draft.js'
import type { GoneRemedy, SceneFact } from './scene-fact.js'

/** A key whose object is gone, and the clips that use it. */
interface GoneKey {
  readonly key: ObjectKey
  readonly kind: 'missing-blob' | 'empty-blob'
  readonly clips: readonly ClipName[]
}

/** `missing-blob` and `empty-blob`: clips whose objects are gone, judged once per key. */
export const reconcileBlobs: ReconcileStep = (draft, situation) => {
  const gone = goneKeys(draft.scene.clips, situation.objects)
  const original = gone.find(({ clips }) => clips.includes('original'))
  if (original === undefined) {
    return gone.reduce<SceneDraft>((before, each) => {
      const { scene, remedy } = withoutGone(before.scene, each)
      const fact = factOf(each, remedy)
      return remedy === 'kept' ? report(before, fact) : repair(before, situation, fact, { scene })
    }, draft)
  }
  const others = gone.filter((each) => each !== original)
  if (hasOtherClip(draft.scene.clips, situation.objects)) {
    const reported = report(draft, factOf(original, 'kept-for-others'))
    return others.reduce((before, each) => report(before, factOf(each, 'kept')), reported)
  }
  const move = { scene: demoted(draft.scene), videoChanged: true }
  const after = repair(draft, situation, factOf(original, 'demoted'), move)
  // They go with the original or stay with it.
  return others.reduce<SceneDraft>((before, each) => {
    const { facts, repaired } = report(before, factOf(each, 'dropped'))
    return { ...before, facts, repaired: after.videoChanged ? [...repaired, each.kind] : repaired }
  }, after)
}

/**
 * The scene after all its clips went to history. A failed one stays so with its error; one that is `processing` is left
 * to the rule about stalled scenes.
 */
function demoted(scene: Scene): Scene {
  const { trimPoints, generationCompletedAt, ...rest } = scene
  const bare: Scene = { ...rest, clips: {} }
  return scene.status === 'completed' ? withCleanStatus(bare, 'pending') : bare
}

/** The scene after a clip beside its original is gone. */
function withoutGone(
  scene: Scene,
  { key }: GoneKey,
): { readonly scene: Scene; readonly remedy: Extract<GoneRemedy, 'replaced' | 'dropped' | 'kept'> } {
  const { original, working, lipSynced } = scene.clips
  if (original === undefined) return { scene, remedy: 'kept' }
  const kept = { original, ...(lipSynced !== undefined && lipSynced !== key && { lipSynced }) }
  if (working !== key) return { scene: { ...scene, clips: withWorking(kept, working) }, remedy: 'dropped' }
  // What is no key is never written anew.
  if (!isObjectKey(original)) return { scene, remedy: 'kept' }
  const { trimPoints, ...rest } = scene
  return { scene: { ...rest, clips: withWorking(kept, original) }, remedy: 'replaced' }
}

function withWorking(clips: Clips, working: Clips['working']): Clips {
  return { ...clips, ...(working !== undefined && { working }) }
}

/** Whether a clip made from the original is there, or may be. */
export function hasOtherClip({ working, lipSynced }: Clips, objects: SceneObjects): boolean {
  return [working, lipSynced].some((text) => text !== undefined && goneKind(text, objects) === undefined)
}

function goneKeys(clips: Clips, objects: SceneObjects): readonly GoneKey[] {
  return [...new Set(clipTexts(clips))].flatMap((key): GoneKey[] => {
    if (!isObjectKey(key)) return []
    const kind = goneKind(key, objects)
    return kind === undefined ? [] : [{ key, kind, clips: CLIP_NAMES.filter((name) => clips[name] === key) }]
  })
}

/** How the object of a clip is gone; `undefined` when it is there, or when nobody knows. */
function goneKind(text: string, { answers, found }: SceneObjects): GoneKey['kind'] | undefined {
  const answer = isObjectKey(text) ? answers.get(text) : undefined
  if (answer !== 'absent' && answer !== 'empty') return undefined
  // A listing that shows the object is better evidence than an answer that does not.
  const isListed = found !== 'unreachable' && found.some(({ key, size }) => key === text && size > 0)
  if (isListed) return undefined
  return answer === 'absent' ? 'missing-blob' : 'empty-blob'
}

function factOf({ kind, key, clips }: GoneKey, remedy: GoneRemedy): SceneFact {
  return { kind, key, clips, remedy }
}
