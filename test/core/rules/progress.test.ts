import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scene } from '../../../src/core/model/scene.js'
import { progressOf } from '../../../src/core/rules/progress.js'
import { selectForGeneration } from '../../../src/core/rules/selection.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sceneLists } from '../../arbitraries/scenes.js'
import { aScene, sceneKey } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

const done = { clips: { original: sceneKey('video.mp4') }, status: 'completed' } as const

/** So many scenes, the first of them with a video. */
function scenesWith(total: number, withVideo: number): readonly Scene[] {
  return Array.from({ length: total }, (_, at) => aScene({ sequence: at + 1, ...(at < withVideo && done) }))
}

describe('progressOf', () => {
  it('counts by video and, apart from that, by status', () => {
    const scenes = [
      aScene({ ...done, status: 'failed' }),
      aScene({ status: 'completed' }),
      aScene({ status: 'processing' }),
      aScene(done),
    ]
    expect(progressOf(scenes)).toEqual({
      total: 4,
      withVideo: 2,
      missing: 2,
      byStatus: { pending: 0, processing: 1, completed: 2, failed: 1 },
      percent: 50,
      percentByDuration: 50,
    })
  })

  it('is at 0 without scenes', () => {
    expect(progressOf([])).toMatchObject({ total: 0, percent: 0, percentByDuration: 0 })
  })

  it('takes any iterable', () => {
    expect(progressOf(new Set(scenesWith(2, 1))).percent).toBe(50)
  })

  it.each([
    [3, 1, 33],
    [3, 2, 67],
    [1_000, 1, 1],
    [1_000, 999, 99],
    [1_000, 0, 0],
    [1_000, 1_000, 100],
  ])('never rounds to all or nothing: %i scenes, %i done', (total, withVideo, percent) => {
    expect(progressOf(scenesWith(total, withVideo)).percent).toBe(percent)
    expect(progressOf(scenesWith(total, withVideo)).percentByDuration).toBe(percent)
  })

  it('is at 100 percent exactly when nothing is selected, and at 0 exactly when all is', () => {
    fc.assert(
      fc.property(sceneLists, (scenes) => {
        const { percent, percentByDuration, total, missing } = progressOf(scenes)
        const { selected } = selectForGeneration(scenes)
        expect(missing).toBe(selected.length)
        expect(percent === 100).toBe(total > 0 && selected.length === 0)
        expect(percent === 0).toBe(selected.length === total)
        expect(percentByDuration === 100).toBe(percent === 100)
        expect(percentByDuration === 0).toBe(percent === 0)
      }),
      KEY_LAW,
    )
  })

  it('does not depend on the order, and adds up', () => {
    fc.assert(
      fc.property(sceneLists, (scenes) => {
        const progress = progressOf(scenes)
        const { total, withVideo, missing, byStatus } = progress
        expect(progressOf([...scenes].reverse())).toEqual(progress)
        expect(withVideo + missing).toBe(total)
        expect(Object.values(byStatus).reduce((sum, count) => sum + count, 0)).toBe(total)
      }),
      KEY_LAW,
    )
  })
})

describe('the percentage by duration', () => {
  const lasting = (seconds: number | undefined, given: Partial<Scene> = {}) =>
    aScene({ ...given, ...(seconds !== undefined && { durationSeconds: seconds }) })

  it('weighs scenes by their length', () => {
    expect(progressOf([lasting(6, done), lasting(2)]).percentByDuration).toBe(75)
  })

  it('takes scenes of unknown length to be as long as the mean of the others', () => {
    expect(progressOf([lasting(2, done), lasting(4), lasting(undefined)]).percentByDuration).toBe(22)
    expect(progressOf([lasting(undefined, done), lasting(2), lasting(4)]).percentByDuration).toBe(33)
    expect(progressOf([lasting(undefined, done), lasting(undefined)]).percentByDuration).toBe(50)
  })

  it.each([0, -1, Number.NaN, Infinity])('takes a length of %d to be unknown', (seconds) => {
    expect(progressOf([lasting(seconds, done), lasting(8)]).percentByDuration).toBe(50)
  })

  it('stands lengths whose sum is no number', () => {
    const huge = Number.MAX_VALUE
    expect(progressOf([lasting(huge, done), lasting(huge), lasting(huge)]).percentByDuration).toBe(33)
    expect(progressOf([lasting(huge, done), lasting(huge), lasting(1)]).percentByDuration).toBe(50)
  })

  it('reads the lengths of views', () => {
    const view = (duration: number | null, url: string | null) =>
      ({ originalVideoClipUrl: url, status: 'pending', duration }) as const
    expect(progressOf([view(6, 'https://media.example/1.mp4'), view(2, null)]).percentByDuration).toBe(75)
    expect(progressOf([view(null, 'https://media.example/1.mp4'), view(2, null)]).percentByDuration).toBe(50)
  })
})

describe('what is no scene', () => {
  it('is refused', () => {
    // A caller without types.
    const of = (value: unknown) => () => progressOf([value] as readonly Scene[])
    expect(thrown(of({ sequence: 1, status: 'pending' }), 'INVALID_INPUT').details.input).toBe('scene')
    const error = thrown(of({ clips: {}, status: 'archived' }), 'INVALID_INPUT')
    expect(error.message).toContain('unknown scene status "archived"')
    thrown(of({ clips: {}, status: '__proto__' }), 'INVALID_INPUT')
  })
})
