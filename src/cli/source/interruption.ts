import type { Clock, RequestOptions, SceneStore } from '../../index.js'

/**
 * A store whose readings end when the signal is aborted. A commit under way is waited for: it takes moments, and afterwards
 * it is known whether it was done.
 */
export function interruptible(store: SceneStore, signal: AbortSignal): SceneStore {
  const within = <Options extends RequestOptions>(options: Options | undefined) => ({
    ...options,
    signal: options?.signal ?? signal,
  })
  return {
    loadProject: (projectId, options) => store.loadProject(projectId, within(options)),
    loadScene: (projectId, sequence, options) => store.loadScene(projectId, sequence, within(options)),
    listProjects: (options) => store.listProjects(within(options)),
    readEvents: (projectId, options) => store.readEvents(projectId, within(options)),
    findEvent: (projectId, commandId, options) => store.findEvent(projectId, commandId, within(options)),
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
