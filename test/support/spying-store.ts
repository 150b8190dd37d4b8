import type { Change, SceneStore } from '@badapple/scenes'

/** A store that remembers what it was asked, and lets others act at that moment. */
export interface SpyingStore extends SceneStore {
  /** Readings of whole projects, in turn. */
  readonly readings: ('plain' | 'isolated')[]
  /** Commits that took effect, in turn. */
  readonly committed: Change[]
  /** What others do before a commit of this library. */
  beforeCommit: (change: Change) => void | Promise<void>
  /** What others do before a project is read. */
  beforeReading: (kind: 'plain' | 'isolated') => void | Promise<void>
}

/** Puts a spy in front of a store. */
export function spyingStore(store: SceneStore): SpyingStore {
  const spy: SpyingStore = {
    ...store,
    readings: [],
    committed: [],
    beforeCommit: () => undefined,
    beforeReading: () => undefined,
    loadProject: async (projectId, options) => {
      const kind = options?.isolated === true ? 'isolated' : 'plain'
      spy.readings.push(kind)
      await spy.beforeReading(kind)
      return store.loadProject(projectId, options)
    },
    commit: async (change) => {
      await spy.beforeCommit(change)
      const answer = await store.commit(change)
      if (answer.ok) spy.committed.push(change)
      return answer
    },
  }
  return spy
}
