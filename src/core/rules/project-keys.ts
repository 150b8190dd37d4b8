import { isObjectKey } from '../model/object-key.js'
import type { Project } from '../model/project.js'
import { keyInUrl } from './key-in-url.js'

/** The fields of a project that hold object keys. */
export const PROJECT_KEY_FIELDS = [
  'characterImageKey',
  'productImageKey',
  'audioBackingTrackKey',
  'finalOutputKey',
] as const satisfies readonly (keyof Project)[]

/** Every text of a project that stands where a key belongs and is none. */
export function invalidProjectKeys(project: Project): readonly string[] {
  const texts = PROJECT_KEY_FIELDS.map((field) => project[field]).filter((text) => text !== undefined)
  return [...new Set(texts)].filter((text) => !isObjectKey(text))
}

/** The project with the keys taken out of URLs that stand in their place, where they name something of the layout. */
export function withKeysFromUrls(project: Project): Project {
  const keys = PROJECT_KEY_FIELDS.flatMap((field) => {
    const text = project[field]
    const inside = text === undefined || isObjectKey(text) ? undefined : keyInUrl(text)
    return inside === undefined ? [] : [[field, inside] as const]
  })
  return keys.length === 0 ? project : { ...project, ...Object.fromEntries(keys) }
}
