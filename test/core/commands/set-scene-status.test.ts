import { describe, expect, it } from 'vitest'
import { decideSetSceneStatus } from '../../../src/core/commands/set-scene-status.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import { SCENE_TRANSITIONS } from '../../../src/core/rules/transitions.js'
import { aContext, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const clips = { original: sceneKey('video.mp4') }
const permissive = aContext({ policy: { ...DEFAULT_POLICY, transitions: 'permissive' } })

const MOVES = SCENE_STATUSES.flatMap((from) =>
  SCENE_STATUSES.filter((to) => to !== from).flatMap((to) =>
    [{}, clips].map((present) => ({ from, to, clips: present, video: 'original' in present })),
  ),
)

describe('decideSetSceneStatus', () => {
  it.each(MOVES)('from $from to $to with a video: $video', ({ from, to, clips: present, video }) => {
    const state = records({ scene: { status: from, clips: present } })
    const agrees = to === 'completed' ? video : to !== 'processing' && !video
    const decision = decideSetSceneStatus(state, { status: to }, aContext())
    if (agrees) {
      const { event, result } = accepted(decision)
      expect(result).toMatchObject({ status: to, clips: present })
      expect(event).toMatchObject({ type: 'scene-status-set', from, to })
      expect(SCENE_TRANSITIONS[from][to]).not.toEqual([])
    } else {
      expect(refusalOf(decision)).toEqual({
        kind: 'status-disagrees',
        sequence: 3,
        status: to,
        hasVideo: video,
      })
    }
    expect(accepted(decideSetSceneStatus(state, { status: to }, permissive)).result.status).toBe(to)
  })

  it('is done already where the status is so', () => {
    for (const status of SCENE_STATUSES) {
      const state = records({ scene: { status }, claim: {} })
      expect(unchanged(decideSetSceneStatus(state, { status, expected: status }, aContext()))).toBe(
        state.scene.value,
      )
    }
  })

  it('is refused when the status is not what the caller saw, whatever the policy', () => {
    const state = records({ scene: { status: 'failed' } })
    for (const context of [aContext(), permissive]) {
      expect(
        refusalOf(decideSetSceneStatus(state, { status: 'pending', expected: 'processing' }, context)),
      ).toEqual({
        kind: 'status-changed',
        sequence: 3,
        expected: 'processing',
        actual: 'failed',
      })
    }
  })

  it('is refused under a live claim, and relies on a lease that is over', () => {
    const scene = { status: 'processing' } as const
    const live = records({ scene, claim: {} })
    expect(refusalOf(decideSetSceneStatus(live, { status: 'pending' }, aContext()))).toMatchObject({
      kind: 'claimed',
      owner: 'worker-1',
    })
    const expiry = secondsFromNow(-1)
    const over = records({ scene, claim: { expiry } })
    const { change } = accepted(decideSetSceneStatus(over, { status: 'pending' }, aContext()))
    expect(writeOn(change, 'claim')).toMatchObject({ op: 'check', guard: { equals: { expiry } } })
    const none = accepted(decideSetSceneStatus(records({ scene }), { status: 'pending' }, aContext()))
    expect(writeOn(none.change, 'claim')).toMatchObject({ op: 'check-absent' })
    const free = accepted(decideSetSceneStatus(live, { status: 'pending' }, permissive))
    expect(writeOn(free.change, 'claim')).toBeUndefined()
  })

  it('keeps the error of a scene that is failed, and moves that of any other to history', () => {
    const scene = { status: 'failed', errorMessage: 'no luck', failedAt: secondsFromNow(-9) } as const
    const { event, result } = accepted(
      decideSetSceneStatus(records({ scene }), { status: 'pending' }, aContext()),
    )
    expect(result).not.toHaveProperty('errorMessage')
    expect(result).not.toHaveProperty('failedAt')
    expect(event.reason).toBe('no luck')
    const failed = accepted(
      decideSetSceneStatus(records({}), { status: 'failed', reason: 'given up' }, aContext()),
    )
    expect(failed.result).toMatchObject({ errorMessage: 'given up', failedAt: NOW })
    expect(failed.event.reason).toBe('given up')
    const silent = accepted(decideSetSceneStatus(records({}), { status: 'failed' }, aContext()))
    expect(silent.result).not.toHaveProperty('errorMessage')
    expect(silent.event).not.toHaveProperty('reason')
  })
})
