import type { InsertWrite, RecordKind, RecordTypes, UpdateWrite } from '../model/change.js'
import { SceneError } from '../model/error.js'
import type { InvalidRecord, Revision, Stored } from '../model/records.js'
import { claimCodec } from './claim-item.js'
import type { Item, ItemValue } from './item.js'
import { placeOf } from './item.js'
import { toIsoFormat } from './item-time.js'
import { intentChunkCodec, intentCodec } from './intent-item.js'
import { keyOf, misplacedIssue } from './keys.js'
import { projectCodec } from './project-item.js'
import type { ItemPatch, RecordCodec } from './record-codec.js'
import { sceneCodec } from './scene-item.js'
import { sequenceMarkCodec } from './sequence-mark-item.js'

/** The codec of every kind of record. */
export const CODECS: { readonly [Kind in RecordKind]: RecordCodec<RecordTypes[Kind]> } = {
  project: projectCodec,
  scene: sceneCodec,
  claim: claimCodec,
  'sequence-mark': sequenceMarkCodec,
  intent: intentCodec,
  'intent-chunk': intentChunkCodec,
}

/** What `entityType` says of every kind of record. */
const ENTITY_TYPES: { readonly [Kind in RecordKind]: string } = {
  project: 'project',
  scene: 'scene',
  claim: 'lease',
  'sequence-mark': 'sequence',
  intent: 'intent',
  'intent-chunk': 'intent-chunk',
}

/** The attribute that names the commit which wrote an item last. */
export const LAST_COMMIT = 'lastCommit'

/**
 * The revision of an item: its last commit; for an item that somebody else saved, the absence of one together with
 * `updatedAt` exactly as stored.
 */
export function revisionOf(item: Item): Revision {
  const { lastCommit, updatedAt } = item
  return typeof lastCommit === 'string' ? revisionAfter(lastCommit) : `updated:${JSON.stringify(updatedAt)}`
}

/** What an item of a revision holds, and which attribute it lacks. */
export function storedRevision(revision: Revision): {
  readonly holds: Item
  readonly lacks: readonly string[]
} {
  const [, kind, text = ''] = /^(commit|updated):(.*)$/s.exec(revision) ?? []
  if (kind === 'commit') return { holds: { [LAST_COMMIT]: text }, lacks: [] }
  // An item that somebody else saved without saying when has no `updatedAt`.
  if (kind === 'updated' && text === 'undefined') return { holds: {}, lacks: [LAST_COMMIT, 'updatedAt'] }
  if (kind === 'updated') return { holds: { updatedAt: JSON.parse(text) as ItemValue }, lacks: [LAST_COMMIT] }
  throw new SceneError('INVALID_CHANGE', `${revision} is no revision that this store gave`, {
    changeId: '',
    rule: 'revisions are handed back as they were loaded',
  })
}

/** The revision of every record that a commit writes. */
export function revisionAfter(commitId: string): Revision {
  return `commit:${commitId}`
}

/** A stored record, or what makes it unreadable. */
export function readRecord<Kind extends RecordKind>(
  kind: Kind,
  item: Item,
): Stored<RecordTypes[Kind]> | InvalidRecord {
  const decoded = CODECS[kind].decode(item)
  const issues = decoded.ok ? misplaced(kind, decoded.value, item) : decoded.issues
  if (!decoded.ok || issues.length > 0) return { kind, id: placeOf(item).SK, issues, raw: item }
  const lastCommit = item[LAST_COMMIT]
  return {
    value: decoded.value,
    revision: revisionOf(item),
    ...(typeof lastCommit === 'string' && { lastCommit }),
  }
}

/** Whether a record could be read. */
export function isReadable<T>(record: Stored<T> | InvalidRecord): record is Stored<T> {
  return 'value' in record
}

/** The item of a new record. */
export function newItem<Kind extends RecordKind>(
  write: InsertWrite<Kind>,
  lastCommit: string | undefined,
): Item {
  const { kind } = write.ref
  return {
    ...keyOf(write.ref),
    entityType: ENTITY_TYPES[kind],
    ...CODECS[kind].encode(write.value),
    ...(kind === 'project' && 'createdAt' in write.value && { GSI1SK: toIsoFormat(write.value.createdAt) }),
    ...(lastCommit !== undefined && { [LAST_COMMIT]: lastCommit }),
  }
}

/** What an update sets and removes. */
export function itemPatch<Kind extends RecordKind>(
  write: UpdateWrite<Kind>,
  lastCommit: string | undefined,
): ItemPatch {
  const { set, ...rest } = CODECS[write.ref.kind].encodePatch(write.set, write.add)
  return { set: lastCommit === undefined ? set : { ...set, [LAST_COMMIT]: lastCommit }, ...rest }
}

/** A record whose content names another place than the one it is stored at must not be written through its name. */
function misplaced<Kind extends RecordKind>(
  kind: Kind,
  value: RecordTypes[Kind],
  item: Item,
): readonly string[] {
  const named = keyOf({
    kind,
    projectId: value.projectId,
    ...(hasSequence(value) && { sequence: value.sequence }),
    ...('index' in value && { intentId: value.intentId, index: value.index }),
  })
  const same = item['PK'] === named.PK && item['SK'] === named.SK
  return same ? [] : [misplacedIssue(named, placeOf(item))]
}

function hasSequence(value: object): value is { readonly sequence: number } {
  return 'sequence' in value && typeof value.sequence === 'number'
}
