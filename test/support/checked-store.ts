import type { Change, Claim, ProjectRecords, Scene, SceneStore } from '@badapple/scenes'
import { attemptOfKey } from '@badapple/scenes'

/** What must hold of every single commit when all writers use the library. */
export type PromiseName =
  | 'one live claim at most'
  | 'no zombie is accepted'
  | 'no key is lost'
  | 'events of a scene are numbered upwards'
  | 'attempts only grow'
  | 'a clip that was taken away never comes back by itself'

interface Before {
  readonly scene: Scene | undefined
  readonly claim: Claim | undefined
}

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
        const before = lookAt(await loadedBefore, sequence)
        const after = lookAt(await loadedAfter, sequence)
        check({ change, before, after, nowMs: now(), superseded, report })
        for (const { key } of change.event?.clipsSuperseded ?? []) superseded.add(key)
      }
      return answer
    },
  }
}

interface Step {
  readonly change: Change
  readonly before: Before
  readonly after: Before
  readonly nowMs: number
  readonly superseded: ReadonlySet<string>
  readonly report: (violation: string) => void
}

function check({ change, before, after, nowMs, superseded, report }: Step): void {
  const { event } = change
  const fails = (promise: PromiseName, facts: string) => {
    report(`${promise}: broken by ${change.id} (${event?.type ?? 'no event'}): ${facts}`)
  }
  if (event?.type === 'scene-claimed' && before.claim !== undefined) {
    // A heartbeat under way may still move the expiry of a lease that is being ended; ended it is all the same.
    const expiry = Date.parse(before.claim.expiry)
    if (expiry > nowMs && before.claim.ended !== true)
      fails('one live claim at most', `${before.claim.owner} held it for ${expiry - nowMs} ms more`)
  }
  if (event?.type === 'scene-completed') {
    const key = after.scene?.clips.original ?? ''
    const holder = before.claim?.claimId ?? 'nobody'
    if (!key.endsWith(`_${holder}.mp4`))
      fails('no zombie is accepted', `${key} was set while ${holder} held it`)
  }
  if (event?.type === 'clip-adopted' && superseded.has(after.scene?.clips.original ?? '')) {
    fails('a clip that was taken away never comes back by itself', after.scene?.clips.original ?? '')
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
