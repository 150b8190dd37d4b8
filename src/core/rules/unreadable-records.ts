import type { InvalidRecord } from '../model/records.js'

/** The records of scenes that cannot be read. */
export function unreadableScenes(invalid: readonly InvalidRecord[]): readonly InvalidRecord[] {
  return invalid.filter(({ kind }) => kind === 'scene')
}

/** The scene that a record which cannot be read is of, by its name; `undefined` for one of the project, or without a number. */
export function sequenceOf({ kind, id }: Pick<InvalidRecord, 'kind' | 'id'>): number | undefined {
  const digits = kind === 'scene' || kind === 'claim' ? /#(\d+)$/.exec(id)?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}
