import type { Clock, RequestOptions, SceneStore } from '../../index.js'

/**
 * A store whose readings end when the signal is aborted. A commit under way is waited for: it takes moments, and afterwards
 * it is known whether it was done.
 */
export function interruptible(store: SceneStore, signal: AbortSignal): SceneStore {
  const within = (options: RequestOptions | undefined) => ({ signal: options?.signal ?? signal })
  return {
    loadProject: (projectId, options) => store.loadProject(projectId, { ...options, ...within(options) }),
    loadScene: (projectId, sequence, options) =>
      store.loadScene(projectId, sequence, { ...options, ...within(options) }),
    listProjects: (options) => store.listProjects({ ...options, ...within(options) }),
    readEvents: (projectId, options) => store.readEvents(projectId, { ...options, ...within(options) }),
    findEvent: (projectId, commandId, options) =>
      store.findEvent(projectId, commandId, { ...options, ...within(options) }),
    commit: (change, options) => store.commit(change, options),
  }
}

/** A clock on which nobody sleeps on when the signal is aborted. */
export function interruptibleClock(clock: Clock, signal: AbortSignal): Clock {
  return {
    now: () => clock.now(),
    sleep: (ms, other) => clock.sleep(ms, other === undefined ? signal : AbortSignal.any([signal, other])),
  }
}
