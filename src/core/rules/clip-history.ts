import type { EventType, SceneEvent } from '../model/event.js'
import type { ObjectKey } from '../model/object-key.js'
import type { Scene } from '../model/scene.js'
import { clipTexts } from '../model/scene.js'

/** A clip that once was the original of a scene. */
export interface PastOriginal {
  /** Its real length in seconds, where history knows it. */
  readonly durationSeconds?: number
}

/** The events whose `durationSeconds` is the length of the original. */
const TELLS_LENGTH: readonly EventType[] = ['scene-completed', 'clip-uploaded', 'clip-restored']

/**
 * What history knows of a key as an original clip of this very scene; `undefined` when it was none. Events of an earlier
 * scene of the same number do not count.
 * @param events - Events of the project, oldest first.
 */
export function pastOriginal(
  events: Iterable<SceneEvent>,
  scene: Pick<Scene, 'sequence' | 'createdAt'>,
  key: ObjectKey,
): PastOriginal | undefined {
  const own = [...events].filter(
    (event) => event.sequence === scene.sequence && event.time >= scene.createdAt && hadOriginal(event, key),
  )
  if (own.length === 0) return undefined
  const lengths = own
    .filter(({ type, clips }) => TELLS_LENGTH.includes(type) && clips?.original === key)
    .flatMap(({ durationSeconds }) => durationSeconds ?? [])
  const durationSeconds = lengths.at(-1)
  return durationSeconds === undefined ? {} : { durationSeconds }
}

/** Whether a scene had a key as its original, before or after an event. */
export function hadOriginal({ clips, clipsSuperseded = [] }: SceneEvent, key: ObjectKey): boolean {
  return (
    clips?.original === key ||
    clipsSuperseded.some((superseded) => superseded.clip === 'original' && superseded.key === key)
  )
}

/**
 * The keys that a scene's history took away and did not set again since. Events of an earlier scene of the same number do
 * not count, and they are followed by their `order`, not as they come.
 */
export function supersededKeys(
  events: Iterable<SceneEvent>,
  scene: Pick<Scene, 'sequence' | 'createdAt'>,
): ReadonlySet<string> {
  const keys = new Set<string>()
  const own = [...events]
    .filter(({ sequence, time }) => sequence === scene.sequence && time >= scene.createdAt)
    .sort((a, b) => a.order - b.order)
  for (const { clips = {}, clipsSuperseded = [] } of own) {
    for (const { key } of clipsSuperseded) keys.add(key)
    for (const key of clipTexts(clips)) keys.delete(key)
  }
  return keys
}
