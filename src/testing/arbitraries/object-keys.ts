import fc from 'fast-check'
import { attemptKey, oldSceneKey, projectPrefix, scenePrefix } from '../../core/model/object-key-layout.js'
import type { InvalidKey, ObjectKey, StoredKey } from '../../core/model/object-key.js'
import { isObjectKey, toObjectKey } from '../../core/model/object-key.js'
import type { Scene } from '../../core/model/scene.js'

/** A key that depends on whose it is, so that both shrink by themselves. */
export type KeyOf<Key extends StoredKey> = (scene: Pick<Scene, 'projectId' | 'sequence'>) => Key

const names: fc.Arbitrary<string> = fc
  .string({
    unit: fc.constantFrom('a', 'b', '0', '-', '_', '.', 'é'),
    minLength: 1,
    maxLength: 8,
  })
  .filter(isObjectKey)

/** Keys outside the production layout, and in the folders of a project and of a scene. */
export const objectKeys: fc.Arbitrary<KeyOf<ObjectKey>> = fc
  .tuple(fc.constantFrom('elsewhere', 'project', 'scene'), names)
  .map(([folder, name]) => ({ projectId, sequence }) => {
    const prefixes = {
      elsewhere: '',
      project: projectPrefix(projectId),
      scene: scenePrefix(projectId, sequence),
    } as const
    return toObjectKey(prefixes[folder] + name)
  })

/** URLs where keys belong, as careless writers left them. */
export const invalidKeys: fc.Arbitrary<InvalidKey> = fc
  .tuple(
    fc.constantFrom('https://bucket.example/', 's3://bucket/', 'HTTP://bucket.example/'),
    names,
    fc.constantFrom('', '?X-Amz-Signature=0', '?AWSAccessKeyId=0'),
  )
  .map(([start, file, query]) => start + file + query)
  .filter((text): text is InvalidKey => !isObjectKey(text))

/** What may stand where a key belongs. */
export const storedKeys: fc.Arbitrary<KeyOf<StoredKey>> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: objectKeys, weight: 4 },
  { arbitrary: invalidKeys.map((key) => () => key), weight: 1 },
)

/** Keys of originals of a scene, as attempts and older uploads name them. */
export const originalKeys: fc.Arbitrary<KeyOf<ObjectKey>> = fc.oneof(
  { withCrossShrink: true },
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('claim-1', 'claim-2')).map(
    ([attempt, claimId]): KeyOf<ObjectKey> =>
      ({ projectId, sequence }) =>
        attemptKey(projectId, sequence, attempt, claimId),
  ),
  fc.constant<KeyOf<ObjectKey>>(({ projectId, sequence }) => oldSceneKey(projectId, sequence)),
  fc.constant<KeyOf<ObjectKey>>(({ projectId, sequence }) =>
    toObjectKey(`${scenePrefix(projectId, sequence)}video.mp4`),
  ),
)
