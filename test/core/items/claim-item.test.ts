import { arbitraryClaim } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimCodec } from '../../../src/core/items/claim-item.js'
import { scenes } from '../../arbitraries/scenes.js'
import { aClaim, sceneKey } from '../support/builders.js'

describe('claimCodec', () => {
  it('reads back every claim that it writes', () => {
    fc.assert(
      fc.property(scenes.chain(arbitraryClaim), (claim) => {
        expect(claimCodec.decode(claimCodec.encode(claim))).toStrictEqual({
          ok: true,
          value: claim,
        })
      }),
    )
  })

  it('stores the creation time of the scene under the name of the layout', () => {
    expect(claimCodec.encode(aClaim({ floor: 0, clip: sceneKey('video.mp4') }))).toEqual({
      projectId: '91cf',
      sequence: 3,
      claimId: 'claim-1',
      owner: 'worker-1',
      expiry: '2025-11-24T12:01:00.123456+0000',
      createdAt: '2025-11-24T08:00:00.000001+0000',
      attempt: 1,
      attemptBase: 0,
      floor: 0,
      clip: 'mv/projects/91cf/scenes/003/video.mp4',
    })
  })

  it('refuses a clip that is a URL, and an attempt that is no number of one', () => {
    const item = claimCodec.encode(aClaim())
    expect(claimCodec.decode({ ...item, clip: 'https://media.example/a.mp4' }).ok).toBe(false)
    expect(claimCodec.decode({ ...item, attempt: 1.5 }).ok).toBe(false)
    expect(claimCodec.decode({ ...item, claimId: null }).ok).toBe(false)
  })
})
