import type { SceneEvent, SupersededClip } from '../model/event.js'
import type { ClipName, Clips } from '../model/scene.js'

const CLIP_NAMES: readonly ClipName[] = ['original', 'working', 'lipSynced']

/** What an event says about a change of clips: those after it, and the keys that are no longer used. */
export function clipChanges(before: Clips, after: Clips): Pick<SceneEvent, 'clips' | 'clipsSuperseded'> {
  if (CLIP_NAMES.every((name) => before[name] === after[name])) return {}
  const kept = new Set(CLIP_NAMES.map((name) => after[name]))
  const superseded = CLIP_NAMES.flatMap((clip): SupersededClip[] => {
    const key = before[clip]
    return key === undefined || kept.has(key) ? [] : [{ clip, key }]
  })
  return { clips: after, ...(superseded.length > 0 && { clipsSuperseded: superseded }) }
}
