import type { ProjectRecords, SceneStore } from '@badapple/scenes'
import { deriveProjectStatus, recalculateCounters } from '@badapple/scenes'

/** What is wrong with the places, the counters or the seal of a project; nothing of a healthy one. */
export function disorderOf({ project, scenes }: ProjectRecords): readonly string[] {
  const places = scenes.map(({ value }) => value.displaySequence ?? 0).sort((a, b) => a - b)
  const { sceneCount, completedScenes, failedScenes, status, ledger = 0, ledgerRetired = 0 } = project.value
  const counted = recalculateCounters(scenes.map(({ value }) => value))
  const changes = scenes.reduce((sum, { value }) => sum + (value.ledger ?? 0), ledgerRetired)
  return [
    ...(places.every((place, at) => place === at + 1) ? [] : [`the places are ${places.join(', ')}`]),
    ...(sceneCount === counted.sceneCount &&
    completedScenes === counted.completedScenes &&
    failedScenes === counted.failedScenes
      ? []
      : [`the counters are ${sceneCount}, ${completedScenes}, ${failedScenes}`]),
    ...(changes === ledger ? [] : [`the ledger is ${ledger}, and the scenes have ${changes} changes`]),
    ...(deriveProjectStatus(status, counted) === status ? [] : [`the status is ${status}`]),
  ]
}

/**
 * A store that looks at the project after every commit that takes effect.
 * @param report - Is told of every disorder.
 */
export function orderedStore(store: SceneStore, report: (disorder: string) => void): SceneStore {
  return {
    ...store,
    commit: async (change) => {
      const committed = store.commit(change)
      // The memory store answers at once, so nobody comes in between.
      const loaded = store.loadProject(change.projectId)
      const answer = await committed
      const records = await loaded
      if (answer.ok && records !== undefined) {
        for (const disorder of disorderOf(records)) {
          report(`after ${change.id} (${change.event?.type ?? 'no event'}) ${disorder}`)
        }
      }
      return answer
    },
  }
}
