import fc from 'fast-check'
import type { DynamoJsonItem } from '../../src/core/items/dynamo-json.js'
import { toDynamoJson } from '../../src/core/items/dynamo-json.js'
import { newItem } from '../../src/core/items/stored-item.js'
import { oldSceneKey, scenePrefix } from '../../src/core/model/object-key-layout.js'
import type { BlobStat } from '../../src/core/model/blob.js'
import type { ObjectKey } from '../../src/core/model/object-key.js'
import { isObjectKey, toObjectKey } from '../../src/core/model/object-key.js'
import type { ProjectRecords } from '../../src/core/model/records.js'
import type { Scene } from '../../src/core/model/scene.js'
import { originalKeys } from './object-keys.js'
import { projectRecords } from './records.js'
import { PROJECT_ID } from './scenes.js'
import { timestamps } from '../../src/testing/arbitraries/timestamps.js'

/** A project as stored, whatever is wrong with it, and the bucket beside it. */
export interface StoredProject {
  readonly items: readonly DynamoJsonItem[]
  readonly objects: readonly Pick<BlobStat, 'key' | 'size' | 'lastModified'>[]
  /** Keys about which the bucket says nothing. */
  readonly silent: readonly ObjectKey[]
  /** The bucket does not list. */
  readonly unlistable: boolean
}

const ledgers = fc.option(fc.nat(4), { nil: undefined, freq: 2 })

/** The records with ledgers: right, wrong or missing, of the project and of each scene. */
const withLedgers: fc.Arbitrary<ProjectRecords> = fc
  .tuple(
    projectRecords,
    fc.array(ledgers, { minLength: 6, maxLength: 6 }),
    ledgers,
    fc.boolean(),
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  )
  .map(([records, ofScenes, ofProject, isRight, bare]) => {
    const scenes = records.scenes.map(({ value, ...stored }, at) => {
      const ledger = ofScenes[at]
      return {
        ...stored,
        value: { ...value, ...(ledger !== undefined && { ledger }), ...(bare[at] === true && { clips: {} }) },
      }
    })
    const sum = scenes.reduce((total, { value }) => total + (value.ledger ?? 0), 0)
    const ledger = isRight ? sum : ofProject
    const project = { ...records.project.value, ...(ledger !== undefined && { ledger }) }
    return { ...records, scenes, project: { ...records.project, value: project } }
  })

/** Stored projects of every kind, with the objects that exist: referenced ones, finished ones that nobody recorded, none. */
export const storedProjects: fc.Arbitrary<StoredProject> = withLedgers.chain((records) => {
  const leased = [...records.claims.values()].flatMap(({ value: { clip } }) => clip ?? [])
  const keys = [...new Set([...records.scenes.flatMap(({ value }) => keysAround(value)), ...leased])]
  const some = fc.subarray(keys)
  const sizes = fc.array(fc.constantFrom(9, 9, 9, 0), { minLength: keys.length, maxLength: keys.length })
  const extra = fc.uniqueArray(
    fc.oneof(
      ...records.scenes.map(({ value }) => originalKeys(PROJECT_ID, value.sequence)),
      originalKeys(PROJECT_ID, 3),
    ),
    { maxLength: 4 },
  )
  return fc
    .tuple(
      some,
      sizes,
      extra,
      fc.array(timestamps, { minLength: 1, maxLength: 5 }),
      fc.subarray(keys),
      fc.nat(9),
    )
    .map(([present, bytes, orphans, times, silent, luck]): StoredProject => ({
      items: itemsOf(records),
      objects: [...new Set([...present, ...orphans])].map((key, at) => ({
        key,
        size: bytes[at] ?? 9,
        lastModified: times[at % times.length] ?? records.project.value.createdAt,
      })),
      silent: luck < 2 ? silent : [],
      unlistable: luck === 1,
    }))
})

function keysAround({ projectId, sequence, clips }: Scene): readonly ObjectKey[] {
  const clipKeys = [clips.original, clips.working, clips.lipSynced].filter(
    (key): key is ObjectKey => key !== undefined && isObjectKey(key),
  )
  return [
    ...clipKeys,
    oldSceneKey(projectId, sequence),
    toObjectKey(`${scenePrefix(projectId, sequence)}video.mp4`),
  ]
}

/** Records of this library have a last commit exactly where they have an order, as every foreign save wipes both. */
function itemsOf({
  project,
  scenes,
  claims,
  sequenceMark,
  invalid,
}: ProjectRecords): readonly DynamoJsonItem[] {
  const { projectId } = project.value
  const commitOf = ({ order }: { readonly order?: number }) => (order === undefined ? undefined : 'commit-1')
  const items = [
    newItem(
      { op: 'insert', ref: { kind: 'project', projectId }, value: project.value },
      commitOf(project.value),
    ),
    ...scenes.map(({ value }) =>
      newItem(
        { op: 'insert', ref: { kind: 'scene', projectId, sequence: value.sequence }, value },
        commitOf(value),
      ),
    ),
    ...[...claims.values()].map(({ value }) =>
      newItem(
        { op: 'insert', ref: { kind: 'claim', projectId, sequence: value.sequence }, value },
        'commit-1',
      ),
    ),
    ...(sequenceMark === undefined
      ? []
      : [
          newItem(
            { op: 'insert', ref: { kind: 'sequence-mark', projectId }, value: sequenceMark.value },
            'commit-1',
          ),
        ]),
    ...invalid.map(({ id }) => ({
      PK: `PROJECT#${projectId}`,
      SK: id,
      entityType: 'scene',
      status: 'archived',
    })),
  ]
  return items.map(toDynamoJson)
}
