import type { SceneRecords, SceneStore } from '@badapple/scenes'
import type { SceneMoment } from './commit-promises.js'
import { brokenByCommit } from './commit-promises.js'

/**
 * A store that compares what was before with what is after every commit that takes effect.
 * @param report - Is told of every promise that was broken. An exception would be one more fault to the service, which
 * is made to live with faults.
 */
export function checkedStore(
  store: SceneStore,
  now: () => number,
  report: (violation: string) => void,
): SceneStore {
  /** Keys that some scene had and was made to give up. */
  const superseded = new Set<string>()
  return {
    loadProject: (...args) => store.loadProject(...args),
    loadScene: (...args) => store.loadScene(...args),
    listProjects: (...args) => store.listProjects(...args),
    readEvents: (...args) => store.readEvents(...args),
    findEvent: (...args) => store.findEvent(...args),
    commit: async (change) => {
      const sequence = change.event?.sequence
      if (sequence === undefined) return store.commit(change)
      // The memory store answers at once, so nobody comes in between these three.
      const loadedBefore = store.loadScene(change.projectId, sequence)
      const committed = store.commit(change)
      const loadedAfter = store.loadScene(change.projectId, sequence)
      const answer = await committed
      if (answer.ok) {
        const before = momentOf(await loadedBefore)
        const after = momentOf(await loadedAfter)
        for (const [, broken] of brokenByCommit({ change, before, after, nowMs: now(), superseded }))
          report(broken)
        for (const { key } of change.event?.clipsSuperseded ?? []) superseded.add(key)
      }
      return answer
    },
  }
}

function momentOf(records: SceneRecords | undefined): SceneMoment {
  return { scene: records?.scene.value, claim: records?.claim?.value }
}
