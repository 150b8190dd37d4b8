import type { ProjectRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { clipTexts } from '../model/scene.js'
import { isObjectKey } from '../model/object-key.js'
import { keyInUrl } from './key-in-url.js'
import { unreadableScenes } from './unreadable-records.js'

/** By key, the sequences of the scenes whose clips use it. */
export type KeyUses = ReadonlyMap<string, ReadonlySet<number>>

/** Stands for a scene that cannot be read. */
const UNREADABLE = 0

/**
 * Which scenes of a project use which keys as clips. A URL is a use of the key in it, and a scene that cannot be read uses
 * whatever its record says.
 */
export function keyUses({ scenes, invalid }: Pick<ProjectRecords, 'scenes' | 'invalid'>): KeyUses {
  const uses = new Map<string, Set<number>>()
  const add = (key: string, sequence: number) => {
    uses.set(key, (uses.get(key) ?? new Set()).add(sequence))
  }
  for (const { value } of scenes) for (const key of usedTexts(value)) add(key, value.sequence)
  for (const { raw } of unreadableScenes(invalid)) {
    for (const text of Object.values(raw))
      if (typeof text === 'string') add(keyInUrl(text) ?? text, UNREADABLE)
  }
  return uses
}

/** The scenes that use a key besides one, those that can be read. */
export function otherUsers(uses: KeyUses, key: string, sequence: number): readonly number[] {
  return [...(uses.get(key) ?? [])]
    .filter((user) => user !== sequence && user !== UNREADABLE)
    .sort((a, b) => a - b)
}

/** The keys that clips of other scenes, or of this one as it is here, use: asked for one by one, whatever the project's size. */
export function keysInUse(uses: KeyUses, scene: Scene): Pick<ReadonlySet<string>, 'has'> {
  const own = new Set(usedTexts(scene))
  const isOther = (user: number) => user !== scene.sequence
  return { has: (key) => own.has(key) || [...(uses.get(key) ?? [])].some(isOther) }
}

/** Every text that a clip of the scene is stored with, and the keys in those that are URLs. */
function usedTexts({ clips }: Scene): readonly string[] {
  return clipTexts(clips).flatMap((text) => (isObjectKey(text) ? [text] : [text, keyInUrl(text) ?? text]))
}
