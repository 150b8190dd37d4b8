import { keyOf } from '../../../../src/core/items/keys.js'
import type { Guard } from '../../../../src/core/model/change.js'
import type { WrongSceneStore } from './wrong-scene-store.js'
import { committing, forced, forgiving, withParts } from './wrong-scene-store.js'

/** Whether a guard asks something of this kind. */
function asks(write: object, fact: keyof Guard<object>): boolean {
  return 'guard' in write && typeof write.guard === 'object' && write.guard !== null && fact in write.guard
}

/** The keys of reference images that a scene or a guard names, in one order. */
function keysIn(value: object | undefined): string | undefined {
  const keys: unknown = value === undefined ? undefined : Reflect.get(value, 'referenceImageKeys')
  return Array.isArray(keys) ? keys.map(String).sort().join() : undefined
}

/** Stores that commit what they should refuse. */
export const WRONG_GUARDS: readonly WrongSceneStore[] = [
  {
    it: 'lets the last write win, whatever it is guarded by',
    breaks: [
      'commit: a stale revision is refused with the record as it is now, and nothing is written',
      'commit: of a guard, all facts that it names must hold, not just one of them',
    ],
    open: forgiving(forced),
  },
  {
    it: 'accepts a stale revision',
    breaks: [
      'commit: a stale revision is refused with the record as it is now, and nothing is written',
      'commit: a revision does not come back when a record is as it was before, or is made again',
      'commit: of 16 commits on one revision exactly one wins, and the others see the record as it left it',
      'commit: of an update and a delete on one revision exactly one wins',
    ],
    open: forgiving((write, conflict) => (asks(write, 'revision') ? forced(write, conflict) : [write])),
  },
  {
    it: 'ignores that a field must be absent',
    breaks: [
      'commit: of a guard, `equals: null` holds for a field that is absent, and for none that is there, be it 0, false or empty',
    ],
    open: forgiving((write, conflict) => {
      const isAboutNull = 'guard' in write && Object.values(write.guard.equals ?? {}).includes(null)
      return isAboutNull ? forced(write, conflict) : [write]
    }),
  },
  {
    it: 'takes the empty text in a guard for no text',
    breaks: [
      'commit: of a guard, `equals` holds for a text, number, flag, time, status or key as it is, and for no other',
    ],
    open: committing((change) => ({
      ...change,
      writes: change.writes.map((write) =>
        withParts(write, (part, name) =>
          name === 'guard' ? withParts(part, (fact) => (fact === '' ? null : fact)) : part,
        ),
      ),
    })),
  },
  {
    it: 'lets bounds hold for fields that are absent',
    breaks: ['commit: of a guard, `atMost` and `atLeast` never hold for a field that is absent'],
    open: forgiving((write, conflict) => {
      const { atMost = {}, atLeast = {} } = 'guard' in write ? write.guard : {}
      const fields = Object.keys({ ...atMost, ...atLeast })
      const value = conflict.current?.value ?? {}
      return fields.some((field) => !(field in value)) ? forced(write, conflict) : [write]
    }),
  },
  {
    it: 'takes bounds for beyond themselves',
    breaks: ['commit: of a guard, `atMost` and `atLeast` hold up to the bound itself and not beyond'],
    open: forgiving((write, conflict) => (asks(write, 'atMost') ? forced(write, conflict) : [write])),
  },
  {
    it: 'does not look whether a field is present',
    breaks: [
      'commit: of a guard, `present` holds for a field that is there, be it 0, false or empty, and for none that is absent',
    ],
    open: forgiving((write, conflict) => (asks(write, 'present') ? forced(write, conflict) : [write])),
  },
  {
    it: 'compares lists of keys whatever their order',
    breaks: [
      'commit: of a guard, `equals` compares lists of keys in their order, and trim points by both ends',
    ],
    open: forgiving((write, conflict) => {
      const asked = 'guard' in write ? keysIn(write.guard.equals) : undefined
      const isSame = asked !== undefined && asked === keysIn(conflict.current?.value)
      return isSame ? forced(write, conflict) : [write]
    }),
  },
  {
    it: 'guards no delete',
    breaks: [
      'commit: a delete on a revision that is not the present one is answered with its conflict, and nothing is written, be it first, last or between',
    ],
    open: forgiving((write, conflict) => (write.op === 'delete' ? forced(write, conflict) : [write])),
  },
  {
    it: 'takes a delete of what is not there for done',
    breaks: [
      'commit: a delete of a record that is not there is answered with its conflict, and nothing is written, be it first, last or between',
    ],
    open: forgiving((write, { current }) => (write.op === 'delete' && current === undefined ? [] : [write])),
  },
  {
    it: 'makes a ghost of a record that is updated and not there',
    breaks: ['commit: an update or delete of a record that is not there leaves no ghost behind'],
    open: forgiving((write, { current }, memory) => {
      if (write.op !== 'update' || current !== undefined) return [write]
      const { PK, SK } = keyOf(write.ref)
      memory.putItem({ PK: { S: PK }, SK: { S: SK }, updatedAt: { S: '2025-11-24T09:02:00.000003+0000' } })
      return []
    }),
  },
  {
    it: 'looks at nothing that it does not write',
    breaks: [
      'commit: a check of facts that do not hold is answered with its conflict, and nothing is written, be it first, last or between',
      'commit: a check of a record that is not there is answered with its conflict, and nothing is written, be it first, last or between',
      'commit: of two commits that each check what the other writes at most one wins',
    ],
    open: forgiving((write) => (write.op === 'check' ? [] : [write])),
  },
  {
    it: 'does not look whether a record is absent',
    breaks: ['commit: a check that there is no record holds until there is one, and again when it is gone'],
    open: forgiving((write) => (write.op === 'check-absent' ? [] : [write])),
  },
  {
    it: 'does not look whether a commit has happened',
    breaks: [
      'commit: a check that a commit has not happened holds until it has',
      'commit: a change decided anew is refused when an earlier commit of its command has happened',
    ],
    open: committing((change) => ({
      ...change,
      writes: change.writes.filter(({ op }) => op !== 'check-no-event'),
    })),
  },
  {
    it: 'inserts over what is there',
    breaks: [
      'commit: an insert over a record is answered with its conflict, and nothing is written, be it first, last or between',
      'commit: of 16 inserts of one record exactly one wins',
    ],
    open: forgiving((write, _, memory) => {
      if (write.op === 'insert') memory.deleteItem(keyOf(write.ref))
      return [write]
    }),
  },
]
