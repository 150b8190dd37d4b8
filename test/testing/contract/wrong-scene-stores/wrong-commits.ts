import { eventKey, keyOf } from '../../../../src/core/items/keys.js'
import type { Change, Write } from '../../../../src/core/model/change.js'
import { isSceneError } from '../../../../src/core/model/error.js'
import { toTimestamp } from '../../../../src/core/model/time.js'
import type { WrongSceneStore } from './wrong-scene-store.js'
import { committing, replacing, withParts } from './wrong-scene-store.js'

const INSERT_OVER =
  'commit: an insert over a record is answered with its conflict, and nothing is written, be it first, last or between'

/** Stores that do something else than they are asked, or do it twice. */
export const WRONG_COMMITS: readonly WrongSceneStore[] = [
  {
    it: 'leaves done what comes before the write that fails',
    breaks: [INSERT_OVER, 'commit: of 99 writes none is done when the last one fails'],
    open: replacing((memory) => ({
      commit: async (change) => {
        const answer = await memory.commit(change)
        const failed = answer.ok ? undefined : answer.conflicts[0]?.write
        if (typeof failed === 'number' && failed > 0) {
          await memory.commit({ ...change, writes: change.writes.slice(0, failed) })
        }
        return answer
      },
    })),
  },
  {
    it: 'writes the event of a commit that it refuses',
    breaks: ['readEvents and findEvent: a commit that was refused has no event'],
    open: replacing((memory) => ({
      commit: async (change) => {
        const answer = await memory.commit(change)
        const ref = { kind: 'claim', projectId: change.projectId, sequence: 9_999 } as const
        const value = {
          ...ref,
          ...{ claimId: 'x', owner: 'x', attempt: 0, attemptBase: 0 },
          ...{ expiry: toTimestamp(0), sceneCreatedAt: toTimestamp(0) },
        }
        if (!answer.ok) await memory.commit({ ...change, writes: [{ op: 'insert', ref, value }] })
        return answer
      },
    })),
  },
  {
    it: 'gives a new revision to what is only checked',
    breaks: ['commit: records that it only checks, or does not name, keep their revision'],
    open: committing((change) => ({
      ...change,
      writes: change.writes.map((write) =>
        write.op === 'check' ? { ...write, op: 'update', set: {} } : write,
      ),
    })),
  },
  {
    it: 'gives a new revision for a heartbeat',
    breaks: [
      'commit: a change without an event (a heartbeat) leaves revision and last commit, and adds no event',
      'commit: a record inserted without an event has a revision that can be relied on, and no last commit',
    ],
    open: committing((change) => ({
      event: {
        version: 1,
        type: 'scene-claimed',
        ...{ id: change.id, projectId: change.projectId, actor: 'x', order: 0, time: toTimestamp(0) },
      },
      ...change,
    })),
  },
  {
    it: 'forgets what it has done, and writes over the event',
    breaks: [
      'commit: an insert sent again after the record was deleted does not bring it back',
      'commit: a delete sent again after the record was made anew leaves the new one',
      'commit: another change under the id of a commit that happened takes no effect and replaces no event',
      'several stores: a change that one has committed takes no effect when another sends it again',
    ],
    open: committing((change, memory) => {
      memory.deleteItem(eventKey(change.projectId, change.id))
      return change
    }),
  },
  {
    it: 'adds by reading, waiting and writing the sum',
    breaks: ['commit: numbers that 16 commits add to one record at once are all counted'],
    open: replacing((memory) => ({
      commit: async (change) => {
        const records = await memory.loadProject(change.projectId)
        await Promise.resolve()
        return memory.commit({
          ...change,
          writes: change.writes.map((write) => summed(write, records?.project.value)),
        })
      },
    })),
  },
  {
    it: 'sets numbers that it should add to',
    breaks: ['commit: what is added is added to what is stored; a missing number counts as 0'],
    open: committing((change) => ({ ...change, writes: change.writes.map((write) => summed(write, {})) })),
  },
  {
    it: 'removes nothing in an update',
    breaks: [
      'commit: null in an update removes the field, and one that is not there stays away',
      'commit and load: every optional field can be set and removed by an update, and absent stays absent',
    ],
    open: committing((change) => ({ ...change, writes: change.writes.map(withoutNull) })),
  },
  {
    it: 'replaces all clips where one is named',
    breaks: ['commit: an update of one clip leaves the other clips'],
    open: committing((change) => ({
      ...change,
      writes: change.writes.map((write) =>
        withSet(write, (set) =>
          withParts(set, (part, name) =>
            name === 'clips' && typeof part === 'object' ? { original: null, working: null, ...part } : part,
          ),
        ),
      ),
    })),
  },
  {
    it: 'deletes the claim with its scene',
    breaks: ['commit: a deleted record is gone, alone, and its place can be taken again'],
    open: committing((change, memory) => {
      for (const write of change.writes) {
        if (write.op === 'delete') memory.deleteItem(keyOf({ ...write.ref, kind: 'claim', sequence: 1 }))
      }
      return change
    }),
  },
  {
    it: 'does what is too large for one commit in two',
    breaks: [
      'commit: a change with more than 100 actions, its event included is INVALID_CHANGE, and nothing is written',
    ],
    open: replacing((memory) => ({
      commit: (change) =>
        inParts(change, async (part) => {
          await memory.commit(part)
        }).then((rest) => memory.commit(rest)),
    })),
  },
  {
    it: 'takes 99 actions and no more',
    breaks: ['commit: 100 actions are done together, be it 99 writes and an event or 100 writes without one'],
    open: committing((change) => {
      if (change.writes.length + (change.event === undefined ? 0 : 1) === 100)
        throw new RangeError('too many')
      return change
    }),
  },
  {
    it: 'takes changes that no store may execute for done',
    breaks: [
      'commit: a change that writes nothing is INVALID_CHANGE, and nothing is written',
      'commit: a change with two writes of one record is INVALID_CHANGE, and nothing is written',
      'commit: a change that could take effect twice, as it is guarded by nothing that it changes is INVALID_CHANGE, and nothing is written',
    ],
    open: replacing((memory) => ({
      commit: async (change) => {
        try {
          return await memory.commit(change)
        } catch (error) {
          if (isSceneError(error, 'INVALID_CHANGE')) return { ok: true, revision: change.id }
          throw error
        }
      },
    })),
  },
]

/** The write with what it adds already added to these numbers. */
function summed(write: Write, numbers: object = {}): Write {
  if (write.op !== 'update' || write.ref.kind !== 'project' || write.add === undefined) return write
  const sums = Object.entries<number | undefined>(write.add).map(([field, add = 0]) => [
    field,
    add + Number(Reflect.get(numbers, field) ?? 0),
  ])
  return withParts(write, (part, name) => {
    if (name === 'add') return undefined
    return name === 'set' && typeof part === 'object' ? { ...part, ...Object.fromEntries(sums) } : part
  })
}

function withoutNull(write: Write): Write {
  return withSet(write, (set) =>
    Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null)),
  )
}

/** The write with something else in what it sets. */
function withSet(write: Write, instead: (set: object) => object): Write {
  return withParts(write, (part, name) =>
    name === 'set' && typeof part === 'object' && part ? instead(part) : part,
  )
}

async function inParts(change: Change, commit: (part: Change) => Promise<void>): Promise<Change> {
  if (change.writes.length < 100) return change
  await commit({ ...change, writes: change.writes.slice(0, 50) })
  const id = `${change.id}0`
  const { event } = change
  return { ...change, id, writes: change.writes.slice(50), ...(event && { event: { ...event, id } }) }
}
