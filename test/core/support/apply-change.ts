import type { Change, Guard, RecordKind, RecordTypes, Write } from '../../../src/core/model/change.js'
import type { Claim } from '../../../src/core/model/claim.js'
import { factsHold } from '../../../src/core/model/guard.js'
import { addNumbers, applyPatch } from '../../../src/core/model/patch.js'
import type { ProjectRecords, Stored } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'

/** The records of a project by kind and sequence. */
type Records = ReadonlyMap<string, Stored<RecordTypes[RecordKind]>>

/** A project's records after a change was committed, all or nothing; `undefined` when one of its guards does not hold. */
export function applyToProject(records: ProjectRecords, change: Change): ProjectRecords | undefined {
  const before = byPlace(records)
  if (!change.writes.every((write) => holds(before, write))) return undefined
  const after = new Map(before)
  for (const write of change.writes) apply(after, write, change)
  return atPlaces(after, records.invalid)
}

/** The records of a project, each at a place of its own. */
export function byPlace({ project, scenes, claims, sequenceMark }: ProjectRecords): Records {
  return new Map<string, Stored<RecordTypes[RecordKind]>>([
    ['project', project],
    ...scenes.map((scene) => [`scene ${scene.value.sequence}`, scene] as const),
    ...[...claims].map(([sequence, claim]) => [`claim ${sequence}`, claim] as const),
    ...(sequenceMark === undefined ? [] : [['sequence-mark', sequenceMark] as const]),
  ])
}

/** A project's records from their places; the inverse of {@link byPlace}. */
export function atPlaces(records: Records, invalid: ProjectRecords['invalid'] = []): ProjectRecords {
  const project = records.get('project')
  if (project === undefined) throw new Error('the project itself is gone')
  const mark = records.get('sequence-mark')
  const ofKind = (kind: string) =>
    [...records].filter(([place]) => place.startsWith(`${kind} `)).map(([, record]) => record)
  // Each place holds records of its own kind only.
  const claims = ofKind('claim') as readonly Stored<Claim>[]
  return {
    project: project as ProjectRecords['project'],
    scenes: (ofKind('scene') as Stored<Scene>[]).sort((a, b) => a.value.sequence - b.value.sequence),
    claims: new Map(claims.map((claim) => [claim.value.sequence, claim])),
    invalid,
    ...(mark !== undefined && { sequenceMark: mark as NonNullable<ProjectRecords['sequenceMark']> }),
  }
}

function placeOf(write: Extract<Write, { readonly ref: unknown }>): string {
  const { kind, sequence } = write.ref
  return sequence === undefined ? kind : `${kind} ${sequence}`
}

function holds(records: Records, write: Write): boolean {
  if (!('ref' in write)) return true
  const current = records.get(placeOf(write))
  if (write.op === 'insert' || write.op === 'check-absent') return current === undefined
  if (current === undefined) return false
  const guard: Guard<object> = write.guard
  return (
    (guard.revision === undefined || guard.revision === current.revision) && factsHold(current.value, guard)
  )
}

function apply(records: Map<string, Stored<RecordTypes[RecordKind]>>, write: Write, { id, event }: Change) {
  if (!('ref' in write)) return
  const place = placeOf(write)
  const current = records.get(place)
  const committed = { revision: `commit:${id}`, lastCommit: id }
  if (write.op === 'insert') records.set(place, { value: write.value, ...committed })
  if (write.op === 'delete') records.delete(place)
  if (write.op !== 'update' || current === undefined) return
  const patched = applyPatch<object>(current.value, write.set)
  // A patch of a kind and its record of that kind are a record of that kind.
  const value = addNumbers<object>(patched, write.add ?? {}) as RecordTypes[RecordKind]
  records.set(place, { ...current, value, ...(event !== undefined && committed) })
}
