import type { Write } from '../model/change.js'
import type { InvalidRecord, ProjectRecords } from '../model/records.js'
import { sequenceOf } from '../rules/unreadable-records.js'

/** The highest sequence that was ever used; numbers of scenes that cannot be read count too. */
export function highestSequence({ scenes, sequenceMark, claims, invalid }: ProjectRecords): number {
  let highest = sequenceMark?.value.highest ?? 0
  for (const { value } of scenes) highest = Math.max(highest, value.sequence)
  for (const sequence of claims.keys()) highest = Math.max(highest, sequence)
  for (const number of unreadableSequences(invalid)) highest = Math.max(highest, number)
  return highest
}

/** Whether no scene has one of so many numbers from the first on. */
export function areFree(
  { scenes, invalid }: ProjectRecords,
  { first, count }: { readonly first: number; readonly count: number },
): boolean {
  const used = [...scenes.map(({ value }) => value.sequence), ...unreadableSequences(invalid)]
  return !used.some((sequence) => sequence >= first && sequence < first + count)
}

/** The numbers of scenes, and of their leases, that cannot be read. */
function unreadableSequences(invalid: readonly InvalidRecord[]): readonly number[] {
  return invalid.flatMap((record) => sequenceOf(record) ?? [])
}

/** The write that keeps a number from ever being used again; none where that is noted already. */
export function markHighest({ project, sequenceMark }: ProjectRecords, highest: number): readonly Write[] {
  const { projectId } = project.value
  const ref = { kind: 'sequence-mark', projectId } as const
  if (sequenceMark === undefined) return [{ op: 'insert', ref, value: { projectId, highest } }]
  if (sequenceMark.value.highest >= highest) return []
  return [{ op: 'update', ref, set: { highest }, guard: { revision: sequenceMark.revision } }]
}
