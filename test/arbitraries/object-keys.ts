import type fc from 'fast-check'
import type { ObjectKey, StoredKey } from '../../src/core/model/object-key.js'
import * as keysOf from '../../src/testing/arbitraries/object-keys.js'
import { PROJECT_ID } from './scenes.js'

const SCENE = { projectId: PROJECT_ID, sequence: 3 }

/** Keys outside and inside the production layout. */
export const objectKeys: fc.Arbitrary<ObjectKey> = keysOf.objectKeys.map((keyOf) => keyOf(SCENE))

/** What may stand where a key belongs. */
export const storedKeys: fc.Arbitrary<StoredKey> = keysOf.storedKeys.map((keyOf) => keyOf(SCENE))

/** Keys of originals of one scene, as attempts and older uploads name them. */
export function originalKeys(projectId: string, sequence: number): fc.Arbitrary<ObjectKey> {
  return keysOf.originalKeys.map((keyOf) => keyOf({ projectId, sequence }))
}
