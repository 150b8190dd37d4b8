import type { EventType, Project } from '@badapple/scenes'
import type { CounterPromise } from '../../support/counter-promises.js'
import { brokenPromises } from '../../support/counter-promises.js'
import type { WatchedPromise } from './promise.js'

/** Commands by which people say what the project is; the counts have their say at the next commit that changes them. */
const BY_HAND: ReadonlySet<EventType> = new Set<EventType>(['video-generation-started', 'project-status-set'])

const STATUS: CounterPromise = 'the status follows from the counts'

/** Counters, ledger and derived status of the project are exact after every commit. */
export const exactCounters: WatchedPromise = (world) => {
  let isByHand = false
  return {
    committed: ({ change, answer, before, after }) => {
      // A new project has no scenes.
      const isNew = (before?.scenes.length ?? 0) + (after?.scenes.length ?? 0) === 0
      if (!answer.ok || after === undefined || isNew) return
      if (change.event !== undefined && BY_HAND.has(change.event.type)) isByHand = true
      else if (countsOf(before?.project.value) !== countsOf(after.project.value)) isByHand = false
      const [was, is] = [before?.project.value, after.project.value]
      const isRecount =
        change.event?.type === 'counters-recounted' || change.event?.type === 'project-repaired'
      if (isRecount && was?.status === 'failed' && is.status !== 'failed' && countsOf(was) === countsOf(is)) {
        world.report(`a film that failed stays so: a recount made the project ${is.status}, by ${change.id}`)
      }
      // A film that failed leaves the project failed, whatever its scenes are.
      const broken = brokenPromises(after, { savesProjects: true })
      for (const one of broken.filter((text) => !(isByHand && text.startsWith(STATUS)))) {
        world.report(`${one}, after ${change.id} (${change.event?.type ?? 'no event'})`)
      }
    },
  }
}

function countsOf({ sceneCount, completedScenes, failedScenes }: Partial<Project> = {}): string {
  return [sceneCount, completedScenes, failedScenes].join(' ')
}
