import type { Change, Claim, ProjectRecords, Scene, SceneStore } from '@badapple/scenes'
import { attemptOfKey } from '@badapple/scenes'

/** What must hold of every single commit when all writers use the library. */
export type PromiseName =
  | 'one live claim at most'
  | 'no zombie is accepted'
  | 'no key is lost'
  | 'events of a scene are numbered upwards'
  | 'attempts only grow'

/** A promise that a commit broke. */
export class BrokenPromise extends Error {
  constructor(promise: PromiseName, change: Change, facts: string) {
    super(`${promise}: broken by ${change.id} (${change.event?.type ?? 'no event'}): ${facts}`)
  }
}

interface Before {
  readonly scene: Scene | undefined
  readonly claim: Claim | undefined
}

/** A store that compares what was before with what is after every commit that takes effect. */
export function checkedStore(store: SceneStore, now: () => number): SceneStore {
  const lookAt = (records: ProjectRecords | undefined, sequence: number): Before => ({
    scene: records?.scenes.find(({ value }) => value.sequence === sequence)?.value,
    claim: records?.claims.get(sequence)?.value,
  })
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
      const loadedBefore = store.loadProject(change.projectId)
      const committed = store.commit(change)
      const loadedAfter = store.loadProject(change.projectId)
      const answer = await committed
      if (answer.ok) {
        check(change, lookAt(await loadedBefore, sequence), lookAt(await loadedAfter, sequence), now())
      }
      return answer
    },
  }
}

function check(change: Change, before: Before, after: Before, nowMs: number): void {
  const { event } = change
  const fails = (promise: PromiseName, facts: string): never => {
    throw new BrokenPromise(promise, change, facts)
  }
  if (event?.type === 'scene-claimed' && before.claim !== undefined) {
    const expiry = Date.parse(before.claim.expiry)
    if (expiry > nowMs)
      fails('one live claim at most', `${before.claim.owner} held it for ${expiry - nowMs} ms more`)
  }
  if (event?.type === 'scene-completed') {
    const key = after.scene?.clips.original ?? ''
    const holder = before.claim?.claimId ?? 'nobody'
    if (!key.endsWith(`_${holder}.mp4`))
      fails('no zombie is accepted', `${key} was set while ${holder} held it`)
  }
  const [was, is] = [before.scene?.clips.original, after.scene?.clips.original]
  if (was !== undefined && was !== is) {
    const listed = event?.clipsSuperseded?.some(({ key }) => key === was)
    if (listed !== true) fails('no key is lost', `${was} went without a word`)
  }
  const last = before.scene?.order ?? 0
  if ((event?.order ?? 0) <= last)
    fails('events of a scene are numbered upwards', `${event?.order} after ${last}`)
  const [earlier, later] = [before.claim?.attempt ?? 0, after.claim?.attempt ?? 0]
  if (later < earlier) fails('attempts only grow', `${earlier} became ${later}`)
  if (is !== undefined && (attemptOfKey(is) ?? 0) > later)
    fails('attempts only grow', `${is} is ahead of ${later}`)
}
