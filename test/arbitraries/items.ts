import fc from 'fast-check'
import type { DynamoJsonItem } from '../../src/core/items/dynamo-json.js'
import type { DynamoJson, Item, ItemValue } from '../../src/core/items/item.js'
import { RawAttribute } from '../../src/core/items/item.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../../src/core/model/status.js'
import { storedKeys } from './object-keys.js'
import { PROJECT_ID } from './scenes.js'
import { timestamps } from '../../src/testing/arbitraries/timestamps.js'

/** A date-time exactly as the backend stores it. */
export const itemTimes: fc.Arbitrary<string> = timestamps.map((time) => time.replace('Z', '+0000'))

const texts = fc.string({ unit: 'binary', maxLength: 8 })
const numbers = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  // There is only one zero in DynamoDB.
  .map((value) => value + 0)

const rawAttributes: fc.Arbitrary<RawAttribute> = fc
  .oneof(
    fc.record({ SS: fc.uniqueArray(texts, { minLength: 1, maxLength: 3 }) }),
    fc.record({ NS: fc.uniqueArray(fc.integer().map(String), { minLength: 1, maxLength: 3 }) }),
    fc.record({ BS: fc.uniqueArray(fc.base64String(), { minLength: 1, maxLength: 2 }) }),
    fc.record({ B: fc.base64String({ maxLength: 8 }) }),
    fc.record({ N: fc.bigInt({ min: 2n ** 70n, max: 2n ** 100n }).map((n) => `${n}1`) }),
  )
  .map((json) => new RawAttribute(json))

/** Attribute values of any kind and nesting. */
export const itemValues: fc.Arbitrary<ItemValue> = fc.letrec<{ value: ItemValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'item' },
    texts,
    numbers,
    fc.boolean(),
    fc.constant(null),
    rawAttributes,
    fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'item' }),
    fc.dictionary(texts, tie('value'), { maxKeys: 3, depthIdentifier: 'item', noNullPrototype: true }),
  ),
})).value

/** Attributes that nobody told this library about; `x` keeps them apart from the known ones. */
export const unknownAttributes: fc.Arbitrary<Item> = fc.dictionary(
  texts.map((name) => `x${name}`),
  itemValues,
  { maxKeys: 3, noNullPrototype: true },
)

/** An optional attribute may also be stored as `NULL`. */
function orNull<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: values, weight: 5 }, { arbitrary: fc.constant(null), weight: 1 })
}

const emptyOrKey = orNull(
  fc.oneof({ arbitrary: storedKeys, weight: 5 }, { arbitrary: fc.constant(''), weight: 1 }),
)
const seconds = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 60, noNaN: true }))

/** Trim points as Python writes them, now and then by another hand. */
const trimPointTexts = fc
  .tuple(seconds, seconds, fc.boolean())
  .map(([start, end, compact]) =>
    compact
      ? JSON.stringify({ out: end, in: start })
      : `{"in": ${pythonFloat(start)}, "out": ${pythonFloat(end)}}`,
  )

function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

/** Scene items in the form of the production table, with unknown, empty and `NULL` attributes. */
export const sceneItems: fc.Arbitrary<Item> = fc
  .tuple(
    fc.integer({ min: 1, max: 1_100 }),
    fc.record(
      {
        entityType: fc.constant('scene'),
        projectId: fc.constant(PROJECT_ID),
        status: fc.constantFrom(...SCENE_STATUSES),
        prompt: texts,
        createdAt: itemTimes,
        updatedAt: itemTimes,
        displaySequence: orNull(fc.integer({ min: 1, max: 9 })),
        negativePrompt: orNull(texts),
        referenceImageS3Keys: orNull(fc.array(storedKeys, { maxLength: 2 })),
        duration: orNull(seconds),
        audioClipS3Key: emptyOrKey,
        originalVideoClipS3Key: emptyOrKey,
        workingVideoClipS3Key: emptyOrKey,
        lipSyncedVideoClipS3Key: emptyOrKey,
        trimPoints: orNull(fc.oneof(trimPointTexts, fc.constant(''))),
        needsLipSync: orNull(fc.boolean()),
        videoGenerationJobId: orNull(texts),
        lipsyncJobId: orNull(texts),
        retryCount: orNull(fc.nat(5)),
        errorMessage: orNull(texts),
        generationStartedAt: orNull(itemTimes),
        generationCompletedAt: orNull(itemTimes),
        failedAt: orNull(itemTimes),
        order: orNull(fc.nat()),
        lastCommit: fc.constantFrom('commit-1', 'commit-2'),
      },
      {
        requiredKeys: ['entityType', 'projectId', 'status', 'prompt', 'createdAt', 'updatedAt'],
        noNullPrototype: true,
      },
    ),
    unknownAttributes,
  )
  .map(([sequence, known, unknown]) => ({
    PK: `PROJECT#${PROJECT_ID}`,
    SK: `SCENE#${String(sequence).padStart(3, '0')}`,
    sequence,
    ...known,
    ...unknown,
  }))

/** Project items in the form of the production table, with unknown, empty and `NULL` attributes. */
export const projectItems: fc.Arbitrary<Item> = fc
  .tuple(
    fc.record(
      {
        entityType: fc.constant('project'),
        projectId: fc.constant(PROJECT_ID),
        status: fc.constantFrom(...PROJECT_STATUSES),
        conceptPrompt: texts,
        createdAt: itemTimes,
        updatedAt: itemTimes,
        GSI1PK: orNull(fc.constantFrom(...PROJECT_STATUSES)),
        characterDescription: orNull(texts),
        characterImageS3Key: emptyOrKey,
        productDescription: orNull(texts),
        productImageS3Key: emptyOrKey,
        audioBackingTrackS3Key: emptyOrKey,
        finalOutputS3Key: emptyOrKey,
        directorConfig: orNull(texts),
        mode: orNull(fc.constantFrom('music-video', 'ad-creative', 'something-newer')),
        sceneCount: orNull(fc.nat(20)),
        completedScenes: orNull(fc.nat(20)),
        failedScenes: orNull(fc.nat(20)),
        order: orNull(fc.nat()),
        lastCommit: fc.constantFrom('commit-1', 'commit-2'),
      },
      {
        requiredKeys: ['entityType', 'projectId', 'status', 'conceptPrompt', 'createdAt', 'updatedAt'],
        noNullPrototype: true,
      },
    ),
    unknownAttributes,
  )
  .map(([known, unknown]) => ({ PK: `PROJECT#${PROJECT_ID}`, SK: 'METADATA', ...known, ...unknown }))

const decimals = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 1n, max: 10n ** 38n - 1n }),
    fc.integer({ min: -60, max: 60 }),
  )
  .map(([sign, digits, exponent]) => `${sign}${digits}E${exponent}`)

/** Values of DynamoDB JSON of every type, numbers of 38 digits included. */
export const dynamoJsonValues: fc.Arbitrary<DynamoJson> = fc.letrec<{ value: DynamoJson }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'json' },
    fc.record({ S: texts }),
    fc.record({ N: fc.oneof(decimals, numbers.map(String)) }),
    fc.record({ BOOL: fc.boolean() }),
    fc.constant({ NULL: true }),
    rawAttributes.map(({ json }) => json),
    fc.record({ L: fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'json' }) }),
    fc.record({ M: fc.dictionary(texts, tie('value'), { maxKeys: 3, depthIdentifier: 'json' }) }),
  ),
})).value

/** Items in DynamoDB JSON. */
export const dynamoJsonItems: fc.Arbitrary<DynamoJsonItem> = fc.dictionary(texts, dynamoJsonValues, {
  maxKeys: 4,
})
