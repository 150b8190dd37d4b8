import { SceneError } from '../model/error.js'
import type { Claim } from '../model/claim.js'
import type { InvalidRecord, ProjectRecords, SceneRecords, SequenceMark, Stored } from '../model/records.js'
import type { Intent, IntentChunk } from '../model/intent.js'
import type { Project } from '../model/project.js'
import type { Scene } from '../model/scene.js'
import type { Item } from './item.js'
import { placeOf } from './item.js'
import { CLAIM_PREFIX, INTENT_SK, PROJECT_SK, SCENE_PREFIX, SEQUENCE_SK } from './keys.js'
import { isReadable, readRecord } from './stored-item.js'

/**
 * The records of a project from the items of its partition, in any order; `undefined` when its own item is missing.
 * @throws SceneError `INVALID_ITEM` when the project's own item cannot be read, `INVALID_INPUT` for items of several
 * projects.
 */
export function readProjectItems(items: Iterable<Item>): ProjectRecords | undefined {
  let project: Stored<Project> | undefined
  let sequenceMark: Stored<SequenceMark> | undefined
  const scenes: Stored<Scene>[] = []
  const claims = new Map<number, Stored<Claim>>()
  const invalid: InvalidRecord[] = []
  let intent: Stored<Intent> | undefined
  const intentChunks: Stored<IntentChunk>[] = []
  const keep = <T>(record: Stored<T> | InvalidRecord, use: (readable: Stored<T>) => void) => {
    if (isReadable(record)) use(record)
    else invalid.push(record)
  }
  let partition: string | undefined
  for (const item of itemsIn(items)) {
    partition ??= placeOf(item).PK
    if (placeOf(item).PK !== partition) throw mixedPartitions(partition, placeOf(item).PK)
    const sk = placeOf(item).SK
    if (sk === PROJECT_SK) project = readOrThrow('project', item)
    else if (sk === SEQUENCE_SK) keep(readRecord('sequence-mark', item), (mark) => (sequenceMark = mark))
    else if (sk === INTENT_SK) keep(readRecord('intent', item), (header) => (intent = header))
    else if (sk.startsWith(`${INTENT_SK}#`))
      keep(readRecord('intent-chunk', item), (chunk) => intentChunks.push(chunk))
    else if (sk.startsWith(SCENE_PREFIX)) keep(readRecord('scene', item), (scene) => scenes.push(scene))
    else if (sk.startsWith(CLAIM_PREFIX)) {
      keep(readRecord('claim', item), (claim) => claims.set(claim.value.sequence, claim))
    }
  }
  if (project === undefined) return undefined
  scenes.sort((a, b) => a.value.sequence - b.value.sequence)
  return {
    project,
    scenes,
    claims,
    invalid,
    ...(sequenceMark !== undefined && { sequenceMark }),
    ...(intent !== undefined && { intent }),
    ...(intentChunks.length > 0 && { intentChunks }),
  }
}

/**
 * One scene's records from their items; `undefined` when the project or the scene is missing.
 * @throws SceneError `INVALID_ITEM` when one of them cannot be read.
 */
export function readSceneItems(items: {
  readonly project: Item | undefined
  readonly scene: Item | undefined
  readonly claim: Item | undefined
}): SceneRecords | undefined {
  if (items.project === undefined || items.scene === undefined) return undefined
  return {
    project: readOrThrow('project', items.project),
    scene: readOrThrow('scene', items.scene),
    ...(items.claim !== undefined && { claim: readOrThrow('claim', items.claim) }),
  }
}

function itemsIn(items: Iterable<Item>): readonly Item[] {
  const given: unknown = items
  const isList = typeof given === 'object' && given !== null && Symbol.iterator in given
  const all = isList ? [...items] : undefined
  if (all?.every(isItem) === true) return all
  throw new SceneError('INVALID_INPUT', 'items must be a list of items', { input: 'items' })
}

function isItem(item: unknown): boolean {
  return typeof item === 'object' && item !== null
}

function readOrThrow<Kind extends 'project' | 'scene' | 'claim'>(kind: Kind, item: Item) {
  const record = readRecord(kind, item)
  if (isReadable(record)) return record
  throw new SceneError(
    'INVALID_ITEM',
    `${kind} ${record.id} of ${placeOf(item).PK} cannot be read: ${record.issues.join('; ')}. It was left as it is`,
    { record: `${placeOf(item).PK} ${record.id}`, issues: record.issues },
  )
}

function mixedPartitions(one: string, other: string): SceneError {
  return new SceneError(
    'INVALID_INPUT',
    `items of several projects: ${one} and ${other}; pass those of one`,
    {
      input: 'items',
    },
  )
}
