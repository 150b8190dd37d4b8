import type { Change, Claim, ProjectRecords, Scene } from '@badapple/scenes'
import { attemptOfKey } from '@badapple/scenes'

/** What must hold of every single commit when all writers use the library. */
export type CommitPromise =
  | 'one live claim at most'
  | 'no zombie is accepted'
  | 'no key is lost'
  | 'events of a scene are numbered upwards'
  | 'attempts only grow'
  | 'a clip that was taken away never comes back by itself'

/** A scene at one moment. */
export interface SceneMoment {
  readonly scene: Scene | undefined
  readonly claim: Claim | undefined
}

/** A commit about one scene that took effect. */
export interface SceneCommit {
  readonly change: Change
  readonly before: SceneMoment
  readonly after: SceneMoment
  readonly nowMs: number
  /** Keys that some scene had and was made to give up. */
  readonly superseded: ReadonlySet<string>
}

/** A scene as records show it. */
export function sceneMoment(records: ProjectRecords | undefined, sequence: number): SceneMoment {
  return {
    scene: records?.scenes.find(({ value }) => value.sequence === sequence)?.value,
    claim: records?.claims.get(sequence)?.value,
  }
}

/** The promises that a commit breaks. */
export function brokenByCommit({
  change,
  before,
  after,
  nowMs,
  superseded,
}: SceneCommit): readonly (readonly [CommitPromise, string])[] {
  const { event } = change
  const broken: (readonly [CommitPromise, string])[] = []
  const fails = (promise: CommitPromise, facts: string) => {
    broken.push([promise, `${promise}: broken by ${change.id} (${event?.type ?? 'no event'}): ${facts}`])
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
  // Whoever removes a scene removes its claim.
  if (later < earlier && after.scene !== undefined) fails('attempts only grow', `${earlier} became ${later}`)
  if (is !== undefined && (attemptOfKey(is) ?? 0) > later)
    fails('attempts only grow', `${is} is ahead of ${later}`)
  return broken
}
