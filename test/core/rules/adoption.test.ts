import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlobStat } from '../../../src/core/model/blob.js'
import { oldSceneKey } from '../../../src/core/model/object-key-layout.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import type { AdoptionCase } from '../../../src/core/rules/adoption.js'
import { toTimestamp } from '../../../src/core/model/time.js'
import { judgeCandidates, objectObstacle } from '../../../src/core/rules/adoption.js'
import { timestamps } from '../../../src/testing/arbitraries/timestamps.js'
import { originalKeys } from '../../arbitraries/object-keys.js'
import { aClaim, aScene, CREATED, NOW, sceneKey, secondsFromNow } from '../support/builders.js'

function aCase(given: Partial<AdoptionCase> = {}): AdoptionCase {
  return {
    scene: aScene({ status: 'processing' }),
    claim: undefined,
    usedKeys: new Set(),
    now: NOW,
    graceMs: 60_000,
    ...given,
  }
}

function anObject(name: string, given: Partial<BlobStat> = {}): BlobStat {
  return { key: sceneKey(name), size: 1, lastModified: secondsFromNow(-600), ...given }
}

const NUMBERED = anObject('video_2_claim-1.mp4')
const PLAIN = anObject('video.mp4')
const over = secondsFromNow(-1)

function obstacleOf(object: BlobStat, given: Partial<AdoptionCase> = {}): string | undefined {
  const [candidate] = judgeCandidates([object], aCase(given))
  return candidate === undefined ? 'no candidate' : (candidate.obstacle ?? 'none')
}

describe('how old an object may be', () => {
  it('is told by buckets in whole seconds: one of the second in which the scene was created may be its clip', () => {
    const scene = aScene({ status: 'processing', createdAt: toTimestamp('2025-11-24T08:00:00.900000Z') })
    const at = (time: string) =>
      objectObstacle(anObject('video_1_claim-1.mp4', { lastModified: toTimestamp(time) }), aCase({ scene }))
    expect(at('2025-11-24T08:00:00.000000Z')).toBeUndefined()
    expect(at('2025-11-24T07:59:59.000000Z')).toBe('older-than-scene')
    expect(at('2025-11-24T07:59:59.900000Z')).toBe('older-than-scene')
    expect(at('2025-11-24T07:59:59.900001Z')).toBeUndefined()
  })
})

describe('objects that are no candidates', () => {
  it.each([
    ['other-scene', anObject('lipsynced.mp4'), {}],
    ['other-scene', anObject('working_clip_1.mp4'), {}],
    ['other-scene', anObject('audio.mp3'), {}],
    ['other-scene', { ...PLAIN, key: toObjectKey('mv/projects/91cf/scenes/004/video.mp4') }, {}],
    ['other-scene', { ...PLAIN, key: toObjectKey('mv/projects/other/scenes/003/video.mp4') }, {}],
    ['other-scene', { ...PLAIN, key: toObjectKey('mv/projects/91cf/final.mp4') }, {}],
    ['other-scene', { ...PLAIN, key: toObjectKey('video.mp4') }, {}],
    ['in-use', PLAIN, { usedKeys: new Set([PLAIN.key]) }],
    ['empty', { ...PLAIN, size: 0 }, {}],
    ['older-than-scene', { ...PLAIN, lastModified: secondsFromNow(-999_999) }, {}],
  ] satisfies (readonly [string, BlobStat, Partial<AdoptionCase>])[])('%s: %j', (obstacle, object, given) => {
    expect(objectObstacle(object, aCase(given))).toBe(obstacle)
    expect(judgeCandidates([object], aCase(given))).toEqual([])
  })

  it('are not those as old as the scene', () => {
    expect(objectObstacle({ ...PLAIN, lastModified: CREATED }, aCase())).toBeUndefined()
  })
})

describe('a candidate with the number of an attempt', () => {
  it.each(SCENE_STATUSES)('is adopted above the floor, though the scene is %s', (status) => {
    const scene = aScene({ status })
    expect(obstacleOf(NUMBERED, { scene })).toBe('none')
    expect(obstacleOf(NUMBERED, { scene, claim: aClaim({ attempt: 2, floor: 1, expiry: over }) })).toBe(
      'none',
    )
  })

  it('is settled up to the floor', () => {
    expect(obstacleOf(NUMBERED, { claim: aClaim({ attempt: 2, floor: 2, expiry: over }) })).toBe(
      'settled-attempt',
    )
    expect(obstacleOf(NUMBERED, { claim: aClaim({ attempt: 3, floor: 3, expiry: over }) })).toBe(
      'settled-attempt',
    )
    expect(obstacleOf(anObject('video_0_a.mp4'))).toBe('settled-attempt')
  })

  it('is settled where an earlier scene of the same number made it', () => {
    const claim = aClaim({ attempt: 2, sceneCreatedAt: secondsFromNow(-999_999) })
    expect(obstacleOf(NUMBERED, { claim })).toBe('settled-attempt')
    expect(obstacleOf(anObject('video_3_a.mp4'), { claim })).toBe('none')
  })
})

describe('a candidate without a number', () => {
  it.each([
    ['pending', 'no-evidence'],
    ['processing', 'none'],
    ['failed', 'none'],
    ['completed', 'no-evidence'],
  ] as const)('of a scene that is %s: %s', (status, obstacle) => {
    expect(obstacleOf(PLAIN, { scene: aScene({ status }) })).toBe(obstacle)
    const old: BlobStat = { ...PLAIN, key: oldSceneKey('91cf', 3) }
    expect(obstacleOf(old, { scene: aScene({ status }) })).toBe(obstacle)
  })

  it('needs a lease that was never fenced, not even by attempt 0', () => {
    expect(obstacleOf(PLAIN, { claim: aClaim({ expiry: over }) })).toBe('none')
    expect(obstacleOf(PLAIN, { claim: aClaim({ expiry: over, attempt: 0, floor: 0 }) })).toBe(
      'settled-attempt',
    )
  })
})

describe('every candidate', () => {
  it.each([NUMBERED, PLAIN])('waits while somebody generates the scene: $key', (object) => {
    expect(obstacleOf(object, { claim: aClaim() })).toBe('claimed')
    expect(obstacleOf(object, { claim: aClaim({ expiry: NOW }) })).toBe('none')
  })

  it.each([NUMBERED, PLAIN])('waits for its grace: $key', ({ key }) => {
    const uploaded = (seconds: number) => ({ key, size: 1, lastModified: secondsFromNow(seconds) })
    expect(obstacleOf(uploaded(-59.999))).toBe('within-grace')
    expect(obstacleOf(uploaded(-60))).toBe('none')
    expect(obstacleOf(uploaded(-59.999), { graceMs: 0 })).toBe('none')
    expect(obstacleOf(uploaded(30))).toBe('within-grace')
  })

  it('is left alone while the scene has a video', () => {
    const scene = aScene({ status: 'processing', clips: { original: sceneKey('video_1_a.mp4') } })
    expect([obstacleOf(NUMBERED, { scene }), obstacleOf(PLAIN, { scene })]).toEqual([
      'scene-has-video',
      'scene-has-video',
    ])
  })

  it('may replace the video of a scene that is generated again, if its attempt is known and not settled', () => {
    const original = sceneKey('video_1_a.mp4')
    const scene = aScene({ status: 'completed', clips: { original } })
    const claim = aClaim({ attempt: 2, floor: 1, expiry: over })
    expect(obstacleOf(NUMBERED, { scene, claim, insteadOf: original })).toBe('none')
    expect(obstacleOf(PLAIN, { scene, claim, insteadOf: original })).toBe('scene-has-video')
    expect(obstacleOf(NUMBERED, { scene, claim, insteadOf: sceneKey('older.mp4') })).toBe('scene-has-video')
    const settled = aClaim({ attempt: 2, floor: 2, expiry: over })
    expect(obstacleOf(NUMBERED, { scene, claim: settled, insteadOf: original })).toBe('settled-attempt')
  })
})

describe('the clip that the lease names', () => {
  const lost = anObject('video_2_claim-1.mp4', { lastModified: secondsFromNow(-1) })
  const claim = aClaim({ attempt: 2, floor: 2, expiry: over, ended: true, clip: lost.key })

  it('is given back at once where a foreign save took it away', () => {
    expect(obstacleOf(lost, { claim })).toBe('none')
    const elsewhere = { ...lost, key: toObjectKey('elsewhere/clip.mp4') }
    expect(obstacleOf(elsewhere, { claim: { ...claim, clip: elsewhere.key } })).toBe('none')
  })

  it('is not, where no foreign save shows', () => {
    expect(obstacleOf(lost, { claim, scene: aScene({ status: 'pending', order: 7 }) })).toBe(
      'settled-attempt',
    )
    expect(obstacleOf(lost, { claim, scene: aScene({ status: 'completed' }) })).toBe('settled-attempt')
    expect(obstacleOf(lost, { claim: { ...claim, clip: sceneKey('video_1_a.mp4') } })).toBe('settled-attempt')
    const clips = { original: sceneKey('video_1_a.mp4') }
    expect(obstacleOf(lost, { claim, scene: aScene({ clips }) })).toBe('scene-has-video')
  })

  it('is not while somebody generates the scene, or for an earlier scene', () => {
    expect(obstacleOf(lost, { claim: aClaim({ attempt: 3, clip: lost.key }) })).toBe('claimed')
    const earlier = { ...claim, sceneCreatedAt: secondsFromNow(-999_999) }
    expect(obstacleOf(lost, { claim: earlier })).toBe('settled-attempt')
  })
})

describe('the order of candidates', () => {
  const keys = (objects: readonly BlobStat[], given: Partial<AdoptionCase> = {}) =>
    judgeCandidates(objects, aCase(given)).map(({ key }) => key.slice(sceneKey('').length))

  it('puts the highest attempt first, then those without a number, the youngest first', () => {
    const young = anObject('video_x.mp4', { lastModified: secondsFromNow(-300) })
    const third = anObject('video_3_a.mp4', { lastModified: secondsFromNow(-900) })
    const tenth = anObject('video_10_a.mp4', { lastModified: secondsFromNow(-1_200) })
    expect(keys([PLAIN, third, young, tenth, NUMBERED])).toEqual([
      'video_10_a.mp4',
      'video_3_a.mp4',
      'video_2_claim-1.mp4',
      'video_x.mp4',
      'video.mp4',
    ])
  })

  it('puts those that are out of the question behind those that may be adopted', () => {
    const claim = aClaim({ attempt: 3, floor: 2, expiry: over })
    const third = anObject('video_3_a.mp4')
    expect(keys([NUMBERED, PLAIN, third], { claim })).toEqual([
      'video_3_a.mp4',
      'video_2_claim-1.mp4',
      'video.mp4',
    ])
  })

  it('puts a lost clip before those that are settled, whatever its name', () => {
    const lost = anObject('clip.mp4')
    const claim = aClaim({ attempt: 2, floor: 2, expiry: over, ended: true, clip: lost.key })
    expect(keys([NUMBERED, PLAIN, lost], { claim })).toEqual(['clip.mp4', 'video_2_claim-1.mp4', 'video.mp4'])
  })

  it('takes the first by name of several that are alike', () => {
    const alike = ['video_b.mp4', 'video_c.mp4', 'video_a.mp4'].map((name) => anObject(name))
    expect(keys(alike)).toEqual(['video_a.mp4', 'video_b.mp4', 'video_c.mp4'])
  })

  it('keeps one within its grace at the place it will have', () => {
    const third = anObject('video_3_a.mp4', { lastModified: secondsFromNow(-1) })
    const [best] = judgeCandidates([NUMBERED, third], aCase())
    expect(best).toEqual({
      key: third.key,
      attempt: 3,
      lastModified: third.lastModified,
      obstacle: 'within-grace',
    })
  })

  it('does not depend on the order in which the bucket lists them', () => {
    const objects = fc.uniqueArray(originalKeys('91cf', 3), { maxLength: 5 }).chain((list) =>
      fc.tuple(
        ...list.map((key) =>
          fc.record({
            key: fc.constant(key),
            size: fc.constant(1),
            lastModified: fc.oneof(timestamps, fc.constant(secondsFromNow(-600))),
          }),
        ),
      ),
    )
    fc.assert(
      fc.property(objects, (list) => {
        const shown = judgeCandidates(list, aCase())
        expect(judgeCandidates([...list].reverse(), aCase())).toEqual(shown)
      }),
    )
  })
})
