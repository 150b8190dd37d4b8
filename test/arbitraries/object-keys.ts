import fc from 'fast-check'
import { attemptKey, oldSceneKey, scenePrefix } from '../../src/core/model/object-key-layout.js'
import type { InvalidKey, ObjectKey, StoredKey } from '../../src/core/model/object-key.js'
import { isObjectKey, toObjectKey } from '../../src/core/model/object-key.js'

const name = fc.string({
  unit: fc.constantFrom('a', 'b', '0', '-', '_', '.', 'é'),
  minLength: 1,
  maxLength: 8,
})

/** Keys outside and inside the production layout. */
export const objectKeys: fc.Arbitrary<ObjectKey> = fc
  .tuple(fc.constantFrom('', 'mv/projects/91cf/', 'mv/projects/91cf/scenes/003/'), name)
  .map(([folder, file]) => toObjectKey(folder + file))

/** URLs where keys belong, as careless writers left them. */
export const invalidKeys: fc.Arbitrary<InvalidKey> = fc
  .tuple(
    fc.constantFrom('https://bucket.example/', 's3://bucket/', 'HTTP://bucket.example/'),
    name,
    fc.constantFrom('', '?X-Amz-Signature=0', '?AWSAccessKeyId=0'),
  )
  .map(([start, file, query]) => start + file + query)
  .filter((text): text is InvalidKey => !isObjectKey(text))

/** What may stand where a key belongs. */
export const storedKeys: fc.Arbitrary<StoredKey> = fc.oneof(
  { arbitrary: objectKeys, weight: 4 },
  { arbitrary: invalidKeys, weight: 1 },
)

/** Keys of originals of one scene, as attempts and older uploads name them. */
export function originalKeys(projectId: string, sequence: number): fc.Arbitrary<ObjectKey> {
  const attempts = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('claim-1', 'claim-2'))
    .map(([attempt, claimId]) => attemptKey(projectId, sequence, attempt, claimId))
  return fc.oneof(
    attempts,
    fc.constant(oldSceneKey(projectId, sequence)),
    fc.constant(toObjectKey(`${scenePrefix(projectId, sequence)}video.mp4`)),
  )
}
