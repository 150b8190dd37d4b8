import type { WrongSceneStore } from './wrong-scene-store.js'
import { answering } from './wrong-scene-store.js'

const INSERT_OVER =
  'commit: an insert over a record is answered with its conflict, and nothing is written, be it first, last or between'

/** Stores that tell something else than they did. */
export const WRONG_ANSWERS: readonly WrongSceneStore[] = [
  {
    it: 'throws where it should answer with a conflict',
    breaks: [
      INSERT_OVER,
      'commit: a second heartbeat on the old expiry is refused, and one on the new expiry is not',
    ],
    open: answering((answer) => {
      if (answer.ok) return answer
      throw new Error('TransactionCanceledException: ConditionalCheckFailed')
    }),
  },
  {
    it: 'tells conflicts without the record as it is',
    breaks: [
      INSERT_OVER,
      'commit: a stale revision is refused with the record as it is now, and nothing is written',
    ],
    open: answering((answer) =>
      answer.ok ? answer : { ok: false, conflicts: answer.conflicts.map(({ write }) => ({ write })) },
    ),
  },
  {
    it: 'tells the first conflict alone',
    breaks: ['commit: every write whose guard does not hold is named by its index, and no other'],
    open: answering((answer) =>
      answer.ok ? answer : { ok: false, conflicts: answer.conflicts.slice(0, 1) },
    ),
  },
  {
    it: 'counts the conflicts from one',
    breaks: [INSERT_OVER],
    open: answering((answer) =>
      answer.ok
        ? answer
        : {
            ok: false,
            conflicts: answer.conflicts.map((conflict) =>
              conflict.write === 'event' ? conflict : { ...conflict, write: conflict.write + 1 },
            ),
          },
    ),
  },
  {
    it: 'gives another revision than the records have',
    breaks: [
      'commit: the revision that it gives, and its id, are those of every record that it inserted or updated',
      'commit: of 16 commits on one revision exactly one wins, and the others see the record as it left it',
    ],
    open: answering((answer, { id }) => (answer.ok ? { ok: true, revision: id } : answer)),
  },
]
