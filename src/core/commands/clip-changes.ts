import type { SceneEvent, SupersededClip } from '../model/event.js'
import type { Clips } from '../model/scene.js'
import { CLIP_NAMES, clipTexts, haveSameKeys } from '../model/scene.js'

/** What an event says about a change of clips: those after it, and the keys that are no longer used. */
export function clipChanges(before: Clips, after: Clips): Pick<SceneEvent, 'clips' | 'clipsSuperseded'> {
  if (haveSameKeys(before, after)) return {}
  const kept = new Set(clipTexts(after))
  const superseded = CLIP_NAMES.flatMap((clip): SupersededClip[] => {
    const key = before[clip]
    return key === undefined || kept.has(key) ? [] : [{ clip, key }]
  })
  return { clips: after, ...(superseded.length > 0 && { clipsSuperseded: superseded }) }
}
