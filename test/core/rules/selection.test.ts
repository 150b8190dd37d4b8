import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { Claim } from '../../../src/core/model/claim.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import type { Timestamp } from '../../../src/core/model/time.js'
import type { SelectionOptions } from '../../../src/core/rules/selection.js'
import { selectForGeneration, skipReason } from '../../../src/core/rules/selection.js'
import { timestamps } from '../../../src/testing/arbitraries/timestamps.js'
import { withClaims } from '../../arbitraries/claims.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sceneLists } from '../../arbitraries/scenes.js'
import { aClaim, aScene, NOW, sceneKey, secondsFromNow } from '../support/builders.js'
import { thrown } from '../support/thrown.js'
import { untypedScene } from '../support/untyped.js'

const situations: fc.Arbitrary<readonly [readonly Scene[], ReadonlyMap<number, Claim>, Timestamp]> = fc
  .tuple(withClaims(sceneLists), timestamps)
  .map(([[scenes, claims], now]) => [scenes, claims, now])

/** Whether somebody generates the scene, in the words of the design and not of the code. */
function isBeingGenerated(scene: Scene, claim: Claim | undefined, now: string): boolean {
  return claim?.sceneCreatedAt === scene.createdAt && claim.ended !== true && claim.expiry > now
}

describe('selectForGeneration under the default policy', () => {
  it('selects exactly the scenes without an original clip and without a live claim', () => {
    fc.assert(
      fc.property(situations, ([scenes, claims, now]) => {
        const { selected } = selectForGeneration(scenes, { now, claims, policy: DEFAULT_POLICY })
        const expected = scenes.filter(
          (scene) =>
            scene.clips.original === undefined && !isBeingGenerated(scene, claims.get(scene.sequence), now),
        )
        expect(selected).toEqual(expected)
      }),
      KEY_LAW,
    )
  })

  it('is never moved by status, counters or errors', () => {
    const changes = fc.record(
      {
        status: fc.constantFrom(...SCENE_STATUSES),
        retryCount: fc.nat(99),
        errorMessage: fc.string(),
        failedAt: timestamps,
        updatedAt: timestamps,
        order: fc.nat(),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    fc.assert(
      fc.property(
        situations,
        fc.array(changes, { minLength: 6, maxLength: 6 }),
        ([scenes, claims, now], changed) => {
          const sequences = (list: readonly Scene[]) =>
            selectForGeneration(list, { now, claims }).selected.map(({ sequence }) => sequence)
          expect(sequences(scenes.map((scene, at) => ({ ...scene, ...changed[at] })))).toEqual(
            sequences(scenes),
          )
        },
      ),
      KEY_LAW,
    )
  })

  it('has a reason for every other scene, keeps the order and returns the objects themselves', () => {
    fc.assert(
      fc.property(situations, ([scenes, claims, now]) => {
        const { selected, skipped } = selectForGeneration(scenes, { now, claims })
        const left = skipped.map(({ scene }) => scene)
        expect(selected.length + left.length).toBe(scenes.length)
        const places = [selected, left].map((list) => list.map((scene) => scenes.indexOf(scene)))
        for (const list of places) {
          expect(list).not.toContain(-1)
          expect([...list].sort((a, b) => a - b)).toEqual(list)
        }
        for (const { scene, reason } of skipped) {
          const live = claims.get(scene.sequence)
          expect(reason).toEqual(
            scene.clips.original === undefined
              ? { kind: 'claimed', owner: live?.owner, until: live?.expiry }
              : { kind: 'has-video' },
          )
        }
      }),
    )
  })

  it('needs no time while nothing is judged by it', () => {
    expect(selectForGeneration([aScene()]).selected).toHaveLength(1)
    expect(selectForGeneration([]).selected).toEqual([])
    expect(selectForGeneration([aScene()], { claims: new Map() }).selected).toHaveLength(1)
  })

  it('takes any iterable', () => {
    expect(selectForGeneration(new Set([aScene()])).selected).toHaveLength(1)
  })
})

describe('claims', () => {
  const scene = aScene({ status: 'processing' })
  const options = (claim: Claim): SelectionOptions => ({ now: NOW, claims: new Map([[3, claim]]) })

  it('end at their expiry, not after it', () => {
    expect(skipReason(scene, options(aClaim({ expiry: NOW })))).toBeUndefined()
    expect(skipReason(scene, options(aClaim({ expiry: secondsFromNow(0.001) })))).toEqual({
      kind: 'claimed',
      owner: 'worker-1',
      until: secondsFromNow(0.001),
    })
  })

  it('that were ended are none, whatever their expiry', () => {
    expect(skipReason(scene, options(aClaim({ ended: true })))).toBeUndefined()
  })

  it('of an earlier scene of the same number are none', () => {
    expect(skipReason(scene, options(aClaim({ sceneCreatedAt: secondsFromNow(-1) })))).toBeUndefined()
  })

  it('cannot be judged without the present', () => {
    const { now: _, ...rest } = options(aClaim())
    expect(thrown(() => skipReason(scene, rest), 'INVALID_INPUT').details.input).toBe('now')
    expect(thrown(() => skipReason(scene, { ...rest, now: 'soon' }), 'INVALID_INPUT').details.input).toBe(
      'time',
    )
    expect(skipReason(scene, { ...rest, now: new Date(NOW) })).toMatchObject({ kind: 'claimed' })
  })
})

describe('foreignGraceMs', () => {
  const policy = { foreignGraceMs: 60_000 }
  const young = aScene({ status: 'processing', updatedAt: secondsFromNow(-59) })

  it('leaves a young processing scene without a claim to whoever may have it', () => {
    expect(skipReason(young, { now: NOW, policy })).toEqual({
      kind: 'foreign-claim',
      until: secondsFromNow(1),
    })
  })

  it('is over after its time', () => {
    const old = { ...young, updatedAt: secondsFromNow(-60) }
    expect(skipReason(old, { now: NOW, policy })).toBeUndefined()
  })

  it.each(['pending', 'completed', 'failed'] as const)('does not hold for a scene that is %s', (status) => {
    expect(skipReason({ ...young, status }, { now: NOW, policy })).toBeUndefined()
  })

  it('does not hold where this library had the scene last and its lease is over', () => {
    const claims = new Map([[3, aClaim({ expiry: secondsFromNow(-1) })]])
    expect(skipReason({ ...young, order: 7 }, { now: NOW, policy, claims })).toBeUndefined()
  })

  it('holds where a foreign save followed, or the lease was for an earlier scene', () => {
    const over = new Map([[3, aClaim({ expiry: secondsFromNow(-1) })]])
    expect(skipReason(young, { now: NOW, policy, claims: over })).toMatchObject({ kind: 'foreign-claim' })
    const other = new Map([[3, aClaim({ sceneCreatedAt: secondsFromNow(-9) })]])
    expect(skipReason({ ...young, order: 7 }, { now: NOW, policy, claims: other })).toMatchObject({
      kind: 'foreign-claim',
    })
  })

  it('needs the present, and yields to a live claim', () => {
    expect(thrown(() => skipReason(young, { policy }), 'INVALID_INPUT').details.input).toBe('now')
    const claims = new Map([[3, aClaim()]])
    expect(skipReason(young, { now: NOW, policy, claims })).toMatchObject({ kind: 'claimed' })
  })
})

describe('skipStatuses, only and regenerate', () => {
  const withVideo = aScene({ sequence: 1, status: 'completed', clips: { original: sceneKey('video.mp4') } })
  const failed = aScene({ sequence: 2, status: 'failed' })
  const pending = aScene({ sequence: 3 })
  const all = [withVideo, failed, pending]
  const sequences = (options: SelectionOptions) =>
    selectForGeneration(all, options).selected.map(({ sequence }) => sequence)

  it('leave out statuses, and say which', () => {
    const policy = { skipStatuses: ['failed'] as const }
    expect(sequences({ policy })).toEqual([3])
    expect(skipReason(failed, { policy })).toEqual({ kind: 'status-skipped', status: 'failed' })
    expect(skipReason(withVideo, { policy: { skipStatuses: ['completed'] } })).toEqual({ kind: 'has-video' })
  })

  it('keep to the scenes that were asked for', () => {
    expect(sequences({ only: [1, 3] })).toEqual([3])
    expect(sequences({ only: [] })).toEqual([])
    expect(skipReason(failed, { only: [1, 3] })).toEqual({ kind: 'not-requested' })
    expect(skipReason(withVideo, { only: [1] })).toEqual({ kind: 'has-video' })
  })

  it('select a scene that has a video only when it is named', () => {
    expect(sequences({ regenerate: [1] })).toEqual([1, 2, 3])
    expect(sequences({ regenerate: [2] })).toEqual([2, 3])
    expect(sequences({ regenerate: [1], only: [2] })).toEqual([2])
  })

  it('never override a live claim', () => {
    const claims = new Map([[1, aClaim({ sequence: 1 })]])
    expect(skipReason(withVideo, { now: NOW, claims, regenerate: [1] })).toMatchObject({ kind: 'claimed' })
  })
})

describe('API views', () => {
  it('are selected by their URL alone', () => {
    const views = fc.array(
      fc.record(
        {
          sequence: fc.integer({ min: 1, max: 9 }),
          originalVideoClipUrl: fc.constantFrom('https://media.example/1.mp4', '', null),
          status: fc.constantFrom('pending', 'processing', 'completed', 'failed'),
        },
        { noNullPrototype: true },
      ),
    )
    fc.assert(
      fc.property(views, (list) => {
        const options = {
          now: NOW,
          claims: new Map([[1, aClaim({ sequence: 1 })]]),
          policy: { foreignGraceMs: 1e9, skipStatuses: ['failed'] as const },
        }
        expect(selectForGeneration(list, options)).toEqual({
          selected: list.filter(({ originalVideoClipUrl: url }) => url === null || url === ''),
          skipped: list
            .filter(({ originalVideoClipUrl: url }) => url !== null && url !== '')
            .map((scene) => ({ scene, reason: { kind: 'has-video' } })),
        })
      }),
    )
  })

  it('may be asked for by number', () => {
    const view = { sequence: 1, originalVideoClipUrl: 'https://media.example/1.mp4' }
    expect(selectForGeneration([view], { regenerate: [1] }).selected).toEqual([view])
    expect(selectForGeneration([view], { only: [2] }).skipped[0]?.reason).toEqual({ kind: 'not-requested' })
  })

  it('count an undefined URL as none', () => {
    const view = untypedScene({ sequence: 1, originalVideoClipUrl: undefined })
    expect(selectForGeneration([view]).selected).toEqual([view])
  })
})

describe('objects of which nobody knows whether they have a video', () => {
  it.each<[string, unknown]>([
    ['a stored item', { PK: 'PROJECT#91cf', sequence: 1, originalVideoClipS3Key: 'video.mp4' }],
    ['a stored item without a video', { PK: 'PROJECT#91cf', sequence: 1 }],
    ['a stored item in DynamoDB JSON', { sequence: { N: '1' }, originalVideoClipS3Key: { S: 'video.mp4' } }],
    ['a URL of the wrong type', { sequence: 1, originalVideoClipUrl: 7 }],
    ['a URL that is an object', { sequence: 1, originalVideoClipUrl: { S: 'https://media.example/1.mp4' } }],
    ['an empty object', {}],
    ['clips that are null', { sequence: 1, clips: null }],
    ['clips that are a text', { sequence: 1, clips: 'video.mp4' }],
  ])('are refused: %s', (_, value) => {
    const error = thrown(() => selectForGeneration([untypedScene(value)]), 'INVALID_INPUT')
    expect(error.details.input).toBe('scene')
  })

  it('are refused even where other scenes were asked for', () => {
    thrown(() => selectForGeneration([untypedScene({ sequence: 1 })], { only: [2] }), 'INVALID_INPUT')
  })
})
