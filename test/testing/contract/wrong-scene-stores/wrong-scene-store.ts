import type { MemorySceneStore } from '../../../../src/adapters/memory/scene-store.js'
import type { Change, CommitAnswer, Conflict, Write } from '../../../../src/core/model/change.js'
import type { SceneStore } from '../../../../src/core/ports/scene-store.js'

/** A scene store with one mistake that somebody might make. */
export interface WrongSceneStore {
  /** The mistake. */
  readonly it: string
  /** The promises that it breaks, among others. */
  readonly breaks: readonly string[]
  /** Opens the wrong store on what is in memory; each store that is opened has its own memory of what it did. */
  readonly open: (memory: MemorySceneStore) => SceneStore
}

/** A store in which some methods are others. */
export function replacing(
  methods: (memory: MemorySceneStore) => Partial<SceneStore>,
): (memory: MemorySceneStore) => SceneStore {
  return (memory) => ({ ...memory, ...methods(memory) })
}

/** A store that commits another change than it is given. */
export function committing(
  instead: (change: Change, memory: MemorySceneStore) => Change,
): (memory: MemorySceneStore) => SceneStore {
  return replacing((memory) => ({ commit: (change) => memory.commit(instead(change, memory)) }))
}

/** A store that tells another answer to a commit than the true one. */
export function answering(
  instead: (answer: CommitAnswer, change: Change, memory: MemorySceneStore) => CommitAnswer,
): (memory: MemorySceneStore) => SceneStore {
  return replacing((memory) => ({
    commit: async (change) => instead(await memory.commit(change), change, memory),
  }))
}

/** A store that does not mind some conflicts: what it does instead of a write that conflicts. */
export function forgiving(
  instead: (write: Write, conflict: Conflict, memory: MemorySceneStore) => readonly Write[],
): (memory: MemorySceneStore) => SceneStore {
  return replacing((memory) => ({
    commit: async (change) => {
      const answer = await memory.commit(change)
      if (answer.ok) return answer
      const writes = change.writes.flatMap((write, index) => {
        const conflict = answer.conflicts.find((one) => one.write === index)
        return conflict === undefined ? [write] : instead(write, conflict, memory)
      })
      return memory.commit({ ...change, writes })
    },
  }))
}

/** The write with a guard that the record as it is fulfils. */
export function forced(write: Write, { current }: Conflict): readonly Write[] {
  if (!('guard' in write) || current === undefined) return [write]
  return [{ ...write, guard: { revision: current.revision } }]
}

/** A copy of a value in which some parts, at any depth, are others; `undefined` takes a part away. */
export function withParts<T>(value: T, partOf: (part: unknown, name: string) => unknown): T {
  const copy = structuredClone(value)
  replaceParts(copy, partOf)
  return copy
}

function replaceParts(value: unknown, partOf: (part: unknown, name: string) => unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, part] of Object.entries(value)) {
    const next = partOf(part, name)
    if (next === undefined) Reflect.deleteProperty(value, name)
    else Reflect.set(value, name, next)
    replaceParts(next, partOf)
  }
}
