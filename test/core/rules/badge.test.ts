import { arbitraryClaim } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scene } from '../../../src/core/model/scene.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import type { SceneStatus } from '../../../src/core/model/status.js'
import type { BadgeOptions } from '../../../src/core/rules/badge.js'
import { badgeOf } from '../../../src/core/rules/badge.js'
import { liveClaim } from '../../../src/core/rules/claims.js'
import { hasVideo } from '../../../src/core/rules/video.js'
import { timestamps } from '../../../src/testing/arbitraries/timestamps.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { scenes } from '../../arbitraries/scenes.js'
import { aClaim, aScene, CREATED, NOW, sceneKey, secondsFromNow } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

const clips = { original: sceneKey('video.mp4') }
const live: BadgeOptions = { claim: aClaim(), now: NOW }
const over: BadgeOptions = { claim: aClaim({ expiry: NOW }), now: NOW }
const kindOf = (given: Partial<Scene>, options?: BadgeOptions) => badgeOf(aScene(given), options).kind

describe('the badge of a scene with a video', () => {
  it.each(SCENE_STATUSES)('is ready, though its status says %s', (status) => {
    expect(badgeOf(aScene({ clips, status }))).toEqual({ kind: 'ready', label: 'Ready' })
    expect(kindOf({ clips, status }, over)).toBe('ready')
  })

  it('says so while a worker makes another', () => {
    const badge = badgeOf(aScene({ clips, status: 'completed' }), live)
    expect(badge).toEqual({ kind: 'regenerating', label: 'Generating again' })
  })
})

describe('the badge of a scene without a video', () => {
  it.each<[SceneStatus, string, string]>([
    ['pending', 'missing', 'No video'],
    ['completed', 'missing', 'No video'],
    ['processing', 'generating', 'Generating'],
    ['failed', 'failed', 'Failed'],
  ])('goes by its status where no claim is known: %s', (status, kind, label) => {
    expect(badgeOf(aScene({ status }))).toEqual({ kind, label })
    expect(badgeOf(aScene({ status }), { claim: undefined, now: undefined })).toEqual({ kind, label })
    expect(badgeOf(aScene({ status }), { claim: null })).toEqual({ kind, label })
  })

  it.each(SCENE_STATUSES)('is generating under a live claim, though its status says %s', (status) => {
    expect(kindOf({ status }, live)).toBe('generating')
  })

  it('is stalled when its worker is gone', () => {
    expect(badgeOf(aScene({ status: 'processing' }), over)).toEqual({ kind: 'stalled', label: 'Stalled' })
    const ended = { claim: aClaim({ ended: true }), now: NOW }
    expect(kindOf({ status: 'processing' }, ended)).toBe('stalled')
    expect(kindOf({ status: 'pending' }, over)).toBe('missing')
    expect(kindOf({ status: 'failed' }, over)).toBe('failed')
  })

  it('is not moved by the claim of an earlier scene', () => {
    const claim = aClaim({ sceneCreatedAt: secondsFromNow(-1) })
    expect(kindOf({ status: 'processing' }, { claim, now: NOW })).toBe('generating')
    expect(kindOf({ status: 'pending' }, { claim, now: NOW })).toBe('missing')
  })
})

describe('badgeOf', () => {
  it('shows work exactly where there is a live claim, and readiness exactly by the URL', () => {
    const situations = scenes.chain((scene) =>
      fc.tuple(fc.constant(scene), arbitraryClaim(scene), timestamps),
    )
    fc.assert(
      fc.property(situations, ([scene, claim, now]) => {
        const { kind } = badgeOf(scene, { claim, now })
        const isLive = liveClaim(scene, claim, now) !== undefined
        expect(kind === 'regenerating' || kind === 'ready').toBe(hasVideo(scene))
        if (isLive) expect(['generating', 'regenerating']).toContain(kind)
        else expect(kind).not.toBe('regenerating')
      }),
      KEY_LAW,
    )
  })

  it('reads views, and times in any spelling', () => {
    const view = { originalVideoClipUrl: null, status: 'processing', createdAt: CREATED } as const
    expect(badgeOf(view, over).kind).toBe('stalled')
    const spelt = CREATED.replace('Z', '+0000')
    expect(badgeOf({ ...view, createdAt: spelt }, over).kind).toBe('stalled')
    const nextHour = new Date(Date.parse(NOW) + 3_600_000)
    expect(badgeOf(view, { ...live, now: nextHour }).kind).toBe('stalled')
    expect(badgeOf(view, { ...live, now: nextHour.getTime() - 3_600_000 }).kind).toBe('generating')
  })

  it('needs the present with a claim, and times that are some', () => {
    const scene = aScene()
    const { claim } = live
    expect(thrown(() => badgeOf(scene, { claim }), 'INVALID_INPUT').details.input).toBe('now')
    thrown(() => badgeOf(scene, { claim, now: 'soon' }), 'INVALID_INPUT')
    thrown(() => badgeOf(scene, { claim, now: new Date(Number.NaN) }), 'INVALID_INPUT')
    const view = { originalVideoClipUrl: null, status: 'pending', createdAt: 'long ago' } as const
    expect(thrown(() => badgeOf(view, live), 'INVALID_INPUT').message).toContain('createdAt of the scene')
    expect(badgeOf(view).kind).toBe('missing')
  })
})
