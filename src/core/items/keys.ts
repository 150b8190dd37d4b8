import type { RecordRef } from '../model/change.js'
import { paddedSequence } from '../model/object-key-layout.js'
import { SceneError } from '../model/error.js'

/** Where an item is: its partition and its place in it. */
export interface ItemKey {
  readonly PK: string
  readonly SK: string
}

/** The sort key of a project's own item. */
export const PROJECT_SK = 'METADATA'

/** The sort key of the mark of the highest sequence. */
export const SEQUENCE_SK = 'SEQUENCE'

/** The sort key of a project's intent, and the prefix of those of its chunks. */
export const INTENT_SK = 'INTENT'

/** A project's records other than its events have sort keys from here … */
export const FIRST_RECORD_SK = INTENT_SK

/** … to here. */
export const LAST_RECORD_SK = SEQUENCE_SK

/** Everything under this prefix is a scene to the Python backend. */
export const SCENE_PREFIX = 'SCENE#'
export const CLAIM_PREFIX = 'LEASE#'
export const EVENT_PREFIX = 'EVENT#'

/** The partition of a project. */
export function partitionKey(projectId: string): string {
  return `PROJECT#${projectId}`
}

/** The place of a record. */
export function keyOf(ref: RecordRef): ItemKey {
  return { PK: partitionKey(ref.projectId), SK: sortKey(ref) }
}

/** The place of the event of a commit. */
export function eventKey(projectId: string, commitId: string): ItemKey {
  return { PK: partitionKey(projectId), SK: `${EVENT_PREFIX}${commitId}` }
}

function sortKey(ref: RecordRef): string {
  switch (ref.kind) {
    case 'project':
      return PROJECT_SK
    case 'sequence-mark':
      return SEQUENCE_SK
    case 'intent':
      return INTENT_SK
    case 'intent-chunk':
      return `${INTENT_SK}#${ref.intentId ?? ''}#${String(ref.index ?? 0).padStart(4, '0')}`
    case 'scene':
      return `${SCENE_PREFIX}${paddedSequence(sequenceOf(ref))}`
    case 'claim':
      return `${CLAIM_PREFIX}${paddedSequence(sequenceOf(ref))}`
  }
}

function sequenceOf(ref: RecordRef): number {
  if (ref.sequence !== undefined) return ref.sequence
  throw new SceneError('INVALID_CHANGE', `a ${ref.kind} is named without its sequence`, {
    changeId: '',
    rule: 'records that exist per scene are named with their sequence',
  })
}

/** What is wrong with an item that names another place than the one it is stored at. */
export function misplacedIssue(named: ItemKey, stored: ItemKey): string {
  const said = `${named.PK} ${named.SK}`
  const shown = said.length > 120 ? `${said.slice(0, 120)}…` : said
  return `it says that it is ${shown}, but is stored as ${stored.PK} ${stored.SK}`
}
