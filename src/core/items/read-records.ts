import type { RecordKind, RecordTypes } from '../model/change.js'
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

/** The records of one project, from items that come in parts. */
export class ProjectReader {
  #partition: string | undefined
  #project: Stored<Project> | undefined
  #sequenceMark: Stored<SequenceMark> | undefined
  #intent: Stored<Intent> | undefined
  readonly #intentChunks: Stored<IntentChunk>[] = []
  readonly #scenes: Stored<Scene>[] = []
  readonly #claims = new Map<number, Stored<Claim>>()
  readonly #invalid: InvalidRecord[] = []

  /**
   * @param items - Of the project's partition, in any order.
   * @throws SceneError `INVALID_ITEM` when the project's own item cannot be read, `INVALID_INPUT` for items of several
   * projects.
   */
  add(items: Iterable<Item>): void {
    for (const item of itemsIn(items)) {
      const { PK, SK } = placeOf(item)
      this.#partition ??= PK
      if (PK !== this.#partition) throw mixedPartitions(this.#partition, PK)
      this.#addAt(SK, item)
    }
  }

  /** What was read; `undefined` when the project's own item was not among it. */
  records(): ProjectRecords | undefined {
    if (this.#project === undefined) return undefined
    this.#scenes.sort((a, b) => a.value.sequence - b.value.sequence)
    return {
      project: this.#project,
      scenes: this.#scenes,
      claims: this.#claims,
      invalid: this.#invalid,
      ...(this.#sequenceMark !== undefined && { sequenceMark: this.#sequenceMark }),
      ...(this.#intent !== undefined && { intent: this.#intent }),
      ...(this.#intentChunks.length > 0 && { intentChunks: this.#intentChunks }),
    }
  }

  #addAt(sk: string, item: Item): void {
    if (sk === PROJECT_SK) this.#project = readOrThrow('project', item)
    else if (sk === SEQUENCE_SK) this.#sequenceMark = this.#readable('sequence-mark', item)
    else if (sk === INTENT_SK) this.#intent = this.#readable('intent', item)
    else if (sk.startsWith(`${INTENT_SK}#`)) {
      const chunk = this.#readable('intent-chunk', item)
      if (chunk !== undefined) this.#intentChunks.push(chunk)
    } else if (sk.startsWith(SCENE_PREFIX)) {
      const scene = this.#readable('scene', item)
      if (scene !== undefined) this.#scenes.push(scene)
    } else if (sk.startsWith(CLAIM_PREFIX)) {
      const claim = this.#readable('claim', item)
      if (claim !== undefined) this.#claims.set(claim.value.sequence, claim)
    }
  }

  #readable<Kind extends RecordKind>(kind: Kind, item: Item): Stored<RecordTypes[Kind]> | undefined {
    const record = readRecord(kind, item)
    if (isReadable(record)) return record
    this.#invalid.push(record)
    return undefined
  }
}

/**
 * The records of a project from the items of its partition, in any order; `undefined` when its own item is missing.
 * @throws SceneError `INVALID_ITEM` when the project's own item cannot be read, `INVALID_INPUT` for items of several
 * projects.
 */
export function readProjectItems(items: Iterable<Item>): ProjectRecords | undefined {
  const reader = new ProjectReader()
  reader.add(items)
  return reader.records()
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
