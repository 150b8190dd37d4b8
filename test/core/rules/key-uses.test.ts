import { describe, expect, it } from 'vitest'
import { toObjectKey, toStoredKey } from '../../../src/core/model/object-key.js'
import { keysInUse, keyUses, otherUsers } from '../../../src/core/rules/key-uses.js'
import { aScene, projectRecords, sceneKey } from '../support/builders.js'

const VIDEO = sceneKey('video.mp4')
const WORKING = sceneKey('working_clip_1.mp4')
const url = toStoredKey(`https://bucket.example/${VIDEO}?X-Amz-Signature=0`)
const outside = toStoredKey('https://bucket.example/clip.mp4')

const records = projectRecords(
  [
    { sequence: 3, clips: { original: VIDEO, working: WORKING } },
    { sequence: 4, clips: { original: url, lipSynced: outside } },
    { sequence: 5 },
  ],
  {},
  {
    invalid: [
      { kind: 'scene', id: 'SCENE#009', issues: [], raw: { any: 'elsewhere/9.mp4', sequence: 9 } },
      { kind: 'claim', id: 'LEASE#003', issues: [], raw: { clip: 'elsewhere/3.mp4' } },
    ],
  },
)

describe('the uses of keys', () => {
  const uses = keyUses(records)

  it('are those of clips, in URLs too, and whatever unreadable scenes may use', () => {
    expect([...uses.keys()].sort()).toEqual([VIDEO, WORKING, url, outside, 'elsewhere/9.mp4'].sort())
    expect([...(uses.get(VIDEO) ?? [])]).toEqual([3, 4])
  })

  it('name the other scenes that can be read', () => {
    expect(otherUsers(uses, VIDEO, 3)).toEqual([4])
    expect(otherUsers(uses, VIDEO, 5)).toEqual([3, 4])
    expect(otherUsers(uses, 'elsewhere/9.mp4', 3)).toEqual([])
    expect(otherUsers(uses, 'nobody', 3)).toEqual([])
    expect(otherUsers(new Map([[VIDEO, new Set([11, 4, 9])]]), VIDEO, 4)).toEqual([9, 11])
  })

  it('are looked up, and never gone through: an audit asks this of every scene without a video', () => {
    const large = new Map(uses)
    large[Symbol.iterator] = () => {
      throw new Error('all keys are gone through')
    }
    expect(keysInUse(large, aScene({ sequence: 3 })).has(VIDEO)).toBe(true)
  })

  it('are counted as the scene is here, not as it was', () => {
    const bare = keysInUse(uses, aScene({ sequence: 3 }))
    expect([VIDEO, WORKING, 'elsewhere/9.mp4'].map((key) => bare.has(key))).toEqual([true, false, true])
    const fresh = keysInUse(uses, aScene({ sequence: 5, clips: { original: toObjectKey('new.mp4') } }))
    expect([WORKING, 'new.mp4'].map((key) => fresh.has(key))).toEqual([true, true])
  })
})
