import type { Scheduler } from 'fast-check'
import type { BlobStore, Scenes, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'

/** Longer waits are those between heartbeats, which never come due. */
const LONGEST_BACKOFF_MS = 30_000

/**
 * The service of one process among several: before each of its requests to the table and the bucket, and after each wait,
 * a scheduler decides who goes on. Time stands still, so that no lease runs out.
 */
export function inAnyOrder(test: TestScenes, scheduler: Scheduler, name: string): Scenes {
  const { store, blobs, clock, options } = test
  const turn = (label: string) => scheduler.schedule(Promise.resolve(), `${name}: ${label}`)
  const scheduledStore: SceneStore = {
    ...store,
    loadProject: (...args) => turn('load project').then(() => store.loadProject(...args)),
    loadScene: (...args) => turn('load scene').then(() => store.loadScene(...args)),
    findEvent: (...args) => turn('find event').then(() => store.findEvent(...args)),
    commit: (change) => turn(change.event?.type ?? 'heartbeat').then(() => store.commit(change)),
  }
  const scheduledBlobs: BlobStore = {
    ...blobs,
    put: (...args) => turn('upload').then(() => blobs.put(...args)),
    stat: (...args) => turn('look up').then(() => blobs.stat(...args)),
    list: async function* (prefix) {
      await turn('list')
      yield* blobs.list(prefix)
    },
  }
  return createScenes({
    ...options,
    store: scheduledStore,
    blobs: scheduledBlobs,
    clock: {
      now: () => clock.now(),
      sleep: (ms, signal) =>
        ms > LONGEST_BACKOFF_MS && signal !== undefined ? untilAborted(signal) : turn(`wait ${ms}`),
    },
    actor: name,
  })
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}
