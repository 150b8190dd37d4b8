import type { StoredKey } from '../model/object-key.js'
import { isObjectKey } from '../model/object-key.js'
import { roleOfKey } from '../model/object-key-layout.js'
import type { Clips, Scene } from '../model/scene.js'
import { CLIP_NAMES, clipTexts } from '../model/scene.js'
import { savedByOthers } from './foreign-save.js'
import { keyInUrl } from './key-in-url.js'
import { otherUsers } from './key-uses.js'
import type { ReconcileStep, SceneDraft } from './scene-draft.js'
import { repair, report } from './scene-draft.js'

/** `invalid-key`: takes the keys out of URLs that stand where keys belong. */
export const reconcileInvalidKeys: ReconcileStep = (draft, situation) =>
  [...new Set(keyTexts(draft.scene))]
    .filter((text) => !isObjectKey(text))
    .reduce<SceneDraft>((before, text) => {
      const inside = keyInUrl(text)
      if (inside === undefined) return report(before, { kind: 'invalid-key', key: text })
      const scene = withKeys(before.scene, (key) => (key === text ? inside : key))
      return repair(before, situation, { kind: 'invalid-key', key: text, inside }, { scene })
    }, draft)

/** `foreign-key`: clips under the folder of another project or another scene. */
export const reconcileForeignKeys: ReconcileStep = (draft) =>
  clipKeys(draft.scene).reduce<SceneDraft>((before, key) => {
    const owner = otherOwner(draft.scene, key)
    return owner === undefined ? before : report(before, { kind: 'foreign-key', key, owner })
  }, draft)

/** `shared-key`: clips that another scene uses too and rather owns. */
export const reconcileSharedKeys: ReconcileStep = (draft, { uses }) =>
  clipKeys(draft.scene).reduce<SceneDraft>((before, key) => {
    const others = otherUsers(uses, key, draft.scene.sequence)
    if (isRightfulUser(draft.scene, key, others)) return before
    return report(before, { kind: 'shared-key', key, others })
  }, draft)

/** `stale-clip`: a foreign save brought back a clip that had gone to history. */
export const reconcileStaleClip: ReconcileStep = (draft, { scene, history }) => {
  const key = [scene.clips.original, draft.scene.clips.original].find(
    (original) => original !== undefined && history.has(original),
  )
  return key !== undefined && savedByOthers(scene) ? report(draft, { kind: 'stale-clip', key }) : draft
}

/** Which scenes use a key and rather own it than this one does: the scene of its folder, else the first. */
function isRightfulUser(scene: Scene, key: string, others: readonly number[]): boolean {
  const { projectId, sequence } = scene
  const role = roleOfKey(key)
  const owner = role !== undefined && 'sequence' in role && role.projectId === projectId ? role.sequence : 0
  if (owner === sequence || others.includes(owner)) return owner === sequence
  return others.every((other) => sequence < other)
}

/** Whose folder a key is in, when it is not this scene's and not shared by the project. */
function otherOwner({ projectId, sequence }: Scene, key: string): string | undefined {
  const role = roleOfKey(key)
  if (role === undefined) return undefined
  if (role.projectId !== projectId) return `project ${role.projectId}`
  return 'sequence' in role && role.sequence !== sequence ? `scene ${role.sequence}` : undefined
}

function clipKeys({ clips }: Scene): readonly string[] {
  return [...new Set(clipTexts(clips))].filter(isObjectKey)
}

function keyTexts({ clips, audioClipKey, referenceImageKeys = [] }: Scene): readonly StoredKey[] {
  return [...clipTexts(clips), audioClipKey, ...referenceImageKeys].filter((key) => key !== undefined)
}

function withKeys(scene: Scene, change: (key: StoredKey) => StoredKey): Scene {
  const { clips, audioClipKey, referenceImageKeys } = scene
  const changed: Clips = Object.fromEntries(
    CLIP_NAMES.flatMap((name) => {
      const key = clips[name]
      return key === undefined ? [] : [[name, change(key)]]
    }),
  )
  return {
    ...scene,
    clips: changed,
    ...(audioClipKey !== undefined && { audioClipKey: change(audioClipKey) }),
    ...(referenceImageKeys !== undefined && { referenceImageKeys: referenceImageKeys.map(change) }),
  }
}
