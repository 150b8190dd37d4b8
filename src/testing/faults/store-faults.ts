import type { Change, CommitAnswer, RecordRef, Write } from '../../core/model/change.js'
import { SceneError } from '../../core/model/error.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { SceneStore } from '../../core/ports/scene-store.js'

/** The answer to a change of which one guard does not hold. */
export async function conflictOn(store: SceneStore, change: Change): Promise<CommitAnswer> {
  const write = change.writes.findIndex((one) => one.op !== 'check-no-event')
  const current = await currentOf(store, change.writes[write])
  return { ok: false, conflicts: [{ write: Math.max(0, write), ...(current !== undefined && { current }) }] }
}

async function currentOf(store: SceneStore, write: Write | undefined) {
  if (write === undefined || write.op === 'check-no-event') return undefined
  const records = await store.loadProject(write.ref.projectId)
  return records === undefined ? undefined : recordOf(records, write.ref)
}

function recordOf(records: ProjectRecords, { kind, sequence, index }: RecordRef) {
  switch (kind) {
    case 'project':
      return records.project
    case 'scene':
      return records.scenes.find(({ value }) => value.sequence === sequence)
    case 'claim':
      return records.claims.get(sequence ?? 0)
    case 'sequence-mark':
      return records.sequenceMark
    case 'intent':
      return records.intent
    case 'intent-chunk':
      return records.intentChunks?.find(({ value }) => value.index === index)
  }
}

/** No answer: whether it took effect nobody knows. */
export function noAnswer(): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    'the store did not answer',
    { outcome: 'unknown' },
    { retryable: true },
  )
}

/** Too many requests; nothing is done. */
export function throttled(): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    'the store has too many requests',
    { outcome: 'unchanged' },
    { retryable: true },
  )
}
