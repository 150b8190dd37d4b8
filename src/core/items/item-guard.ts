import type { Guard, RecordKind, RecordTypes } from '../model/change.js'
import type { Item } from './item.js'
import { CODECS, storedRevision } from './stored-item.js'

/** A guard in terms of attributes, for stores that judge it themselves. */
export interface ItemGuard {
  readonly equals: Item
  /** Attributes that must be missing or `NULL`; some also count as missing when they are empty. */
  readonly absent: readonly { readonly name: string; readonly emptyIsAbsent: boolean }[]
  readonly present: readonly string[]
  /** Attributes without which the item cannot be read. */
  readonly required: readonly string[]
  /** Attributes that must have one of a few values. */
  readonly oneOf: Readonly<Record<string, readonly string[]>>
  readonly atMost: Readonly<Record<string, number>>
  readonly atLeast: Readonly<Record<string, number>>
}

/**
 * What a guard asks of the item of a record. A guard without a revision also asks whether the item can be read, as far as a
 * database can tell: what cannot is never written to.
 * @throws SceneError `INVALID_CHANGE` for a revision that is none.
 */
export function itemGuard<Kind extends RecordKind>(kind: Kind, guard: Guard<RecordTypes[Kind]>): ItemGuard {
  const codec = CODECS[kind]
  const { revision, equals = {}, present, atMost, atLeast } = guard
  const { holds, lacks } = revision === undefined ? { holds: {}, lacks: [] } : storedRevision(revision)
  const { set, remove } = codec.encodePatch(equals)
  const form = revision === undefined ? codec.form : { required: [], choices: {} }
  return {
    equals: { ...holds, ...set },
    absent: [...lacks, ...remove].map((name) => ({ name, emptyIsAbsent: codec.emptyIsAbsent(name) })),
    present: present === undefined ? [] : codec.attributesOf(Object.keys(present)),
    required: form.required,
    oneOf: form.choices,
    atMost: atMost === undefined ? {} : codec.encodePatch({}, atMost).add,
    atLeast: atLeast === undefined ? {} : codec.encodePatch({}, atLeast).add,
  }
}
