import type { Change, Patch, RecordKind, RecordTypes } from '../model/change.js'
import type { Revision, SceneRecords, Stored } from '../model/records.js'
import { addNumbers, applyPatch } from '../model/patch.js'

/**
 * A scene's records after a change was committed, without reading them again: the next command on them costs no load.
 */
export function applyChange(records: SceneRecords, change: Change, revision: Revision): SceneRecords {
  const { sequence } = records.scene.value
  const committed = change.event === undefined ? undefined : { revision, lastCommit: change.id }
  const after = <Kind extends RecordKind>(kind: Kind, stored: Stored<RecordTypes[Kind]> | undefined) => {
    const write = change.writes.find(
      (candidate) =>
        'ref' in candidate &&
        candidate.ref.kind === kind &&
        (kind === 'project' || candidate.ref.sequence === sequence),
    )
    // The write was found by its kind, so what it carries is of that kind.
    if (write?.op === 'insert') return { revision, ...committed, value: write.value as RecordTypes[Kind] }
    if (write?.op !== 'update' || stored === undefined) return stored
    const patched = applyPatch(stored.value, write.set as Patch<RecordTypes[Kind]>)
    const value = write.add === undefined ? patched : addNumbers<RecordTypes[Kind]>(patched, write.add)
    return { ...stored, ...committed, value }
  }
  const claim = after('claim', records.claim)
  return {
    project: after('project', records.project) ?? records.project,
    scene: after('scene', records.scene) ?? records.scene,
    ...(claim !== undefined && { claim }),
  }
}
