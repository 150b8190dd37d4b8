import { setTimeout as realTime } from 'node:timers/promises'
import type { SceneStore } from '../../index.js'

/** A store that takes a moment of real time to commit, so that one can watch it. */
export function pacedStore(store: SceneStore, commitMs: number, signal?: AbortSignal): SceneStore {
  return {
    ...store,
    commit: async (change) => {
      await realTime(commitMs, undefined, { ...(signal !== undefined && { signal }) })
      return store.commit(change)
    },
  }
}
