import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/core/items/item.js'
import { sceneCodec } from '../../../src/core/items/scene-item.js'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import { aFullScene } from '../../../src/testing/contract/scene-store/full-records.js'
import { sceneItems } from '../../arbitraries/items.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { scenes } from '../../arbitraries/scenes.js'
import { aScene, CREATED, sceneKey, UPDATED } from '../support/builders.js'
import { knownAttributes } from '../support/nothing-lost.js'
import { trimByValue } from '../support/by-value.js'

const ITEM: Item = {
  PK: 'PROJECT#91cf',
  SK: 'SCENE#003',
  entityType: 'scene',
  projectId: '91cf',
  sequence: 3,
  status: 'pending',
  prompt: 'a lighthouse',
  createdAt: '2025-11-24T08:00:00.000001+0000',
  updatedAt: '2025-11-24T09:00:00.000002+0000',
}

function decoded(item: Item) {
  const answer = sceneCodec.decode(item)
  if (!answer.ok) throw new Error(answer.issues.join('; '))
  return answer
}

/** The item with trim points in one form for each value. */
function comparable(item: Item): Item {
  const { trimPoints } = item
  if (typeof trimPoints !== 'string' || trimPoints === '') return item
  return { ...item, trimPoints: JSON.stringify(trimByValue(trimPoints)) }
}

describe('sceneCodec', () => {
  it('reads and writes every item of the table without a loss', () => {
    fc.assert(
      fc.property(sceneItems, (item) => {
        const stored = knownAttributes(sceneCodec, aFullScene('91cf', 3), item)
        expect(comparable(sceneCodec.encode(decoded(item).value))).toEqual(comparable(stored))
      }),
      KEY_LAW,
    )
  })

  it('reads back every scene that it writes', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(decoded(sceneCodec.encode(scene)).value).toStrictEqual(scene)
      }),
      KEY_LAW,
    )
  })

  it('reads every attribute of production', () => {
    const item: Item = {
      ...ITEM,
      status: 'completed',
      displaySequence: 2,
      negativePrompt: 'text',
      referenceImageS3Keys: [sceneKey('a.png'), 'https://media.example/b.png'],
      duration: 6.75,
      audioClipS3Key: sceneKey('audio.mp3'),
      originalVideoClipS3Key: sceneKey('video.mp4'),
      workingVideoClipS3Key: sceneKey('working_clip_1.mp4'),
      lipSyncedVideoClipS3Key: sceneKey('lipsynced.mp4'),
      trimPoints: '{"in": 0.5, "out": 7.25}',
      needsLipSync: true,
      videoGenerationJobId: 'job-1',
      lipsyncJobId: 'job-2',
      retryCount: 1,
      errorMessage: 'no',
    }
    expect(decoded(item).value).toStrictEqual(
      aScene({
        status: 'completed',
        displaySequence: 2,
        negativePrompt: 'text',
        referenceImageKeys: [sceneKey('a.png'), toStoredKey('https://media.example/b.png')],
        durationSeconds: 6.75,
        audioClipKey: sceneKey('audio.mp3'),
        clips: {
          original: sceneKey('video.mp4'),
          working: sceneKey('working_clip_1.mp4'),
          lipSynced: sceneKey('lipsynced.mp4'),
        },
        trimPoints: { in: 0.5, out: 7.25 },
        needsLipSync: true,
        videoGenerationJobId: 'job-1',
        lipsyncJobId: 'job-2',
        retryCount: 1,
        errorMessage: 'no',
        createdAt: CREATED,
        updatedAt: UPDATED,
      }),
    )
  })

  it.each([null, ''])('takes clips that are %j as absent', (empty) => {
    const { value } = decoded({
      ...ITEM,
      originalVideoClipS3Key: empty,
      workingVideoClipS3Key: empty,
      lipSyncedVideoClipS3Key: empty,
      audioClipS3Key: empty,
      trimPoints: empty,
    })
    expect(value).toStrictEqual(aScene())
  })

  it('keeps empty texts as texts', () => {
    expect(decoded({ ...ITEM, negativePrompt: '', prompt: '' }).value).toMatchObject({
      negativePrompt: '',
      prompt: '',
    })
  })

  it.each<[string, Item[string] | undefined, string]>([
    ['sequence', undefined, 'attribute sequence is missing'],
    ['sequence', null, 'attribute sequence is missing'],
    ['sequence', '3', 'attribute sequence is "3", expected a whole number from 1 on'],
    ['sequence', 0, 'attribute sequence is 0'],
    ['sequence', 1.5, 'attribute sequence is 1.5'],
    ['status', 'done', 'attribute status is "done", expected one of pending, processing, completed, failed'],
    ['status', undefined, 'attribute status is missing'],
    ['status', 'queued', 'attribute status is "queued"'],
    ['prompt', 7, 'attribute prompt is 7, expected a string'],
    ['projectId', undefined, 'attribute projectId is missing'],
    ['createdAt', '2025-02-30T08:00:00.000001+0000', 'expected a date-time'],
    ['updatedAt', 1_700_000_000, 'attribute updatedAt is 1700000000, expected a date-time'],
    ['duration', '8', 'attribute duration is "8", expected a number'],
    ['needsLipSync', 'yes', 'expected true or false'],
    ['referenceImageS3Keys', 'a.png', 'expected a list, each an object key'],
    ['referenceImageS3Keys', ['a.png', 7], 'expected a list, each an object key'],
    ['originalVideoClipS3Key', 7, 'expected an object key'],
    ['trimPoints', '{"in": 0.0}', 'attribute trimPoints is'],
    ['trimPoints', 'whole', 'attribute trimPoints is "whole", expected JSON such as'],
    ['trimPoints', '{"in": "0", "out": 8}', 'attribute trimPoints is'],
    ['trimPoints', 'null', 'attribute trimPoints is'],
    ['order', -1, 'attribute order is -1'],
  ])('says what is wrong when %s is %j', (name, stored, issue) => {
    const { [name]: _, ...others } = ITEM
    const answer = sceneCodec.decode(stored === undefined ? others : { ...ITEM, [name]: stored })
    expect(answer.ok).toBe(false)
    expect(answer.ok ? [] : answer.issues).toEqual([expect.stringContaining(issue)])
  })

  it('shows a value as far as it fits', () => {
    const issue = (duration: Item[string]) => {
      const answer = sceneCodec.decode({ ...ITEM, duration })
      return answer.ok ? '' : answer.issues[0]
    }
    const most = 'x'.repeat(58)
    expect(issue(most)).toBe(`attribute duration is "${most}", expected a number`)
    expect(issue(`${most}y`)).toBe(`attribute duration is "${most}y…, expected a number`)
  })

  it.each([
    ['a function', () => 8, 'function'],
    ['a bigint', 8n, 'a bigint that is no JSON'],
  ])('says what a caller without types passes: %s', (_, duration, shown) => {
    const answer = sceneCodec.decode({ ...ITEM, duration: duration as unknown as string })
    expect(answer.ok ? [] : answer.issues).toEqual([`attribute duration is ${shown}, expected a number`])
  })

  it('writes no field that it does not know, and none without a value', () => {
    const untyped = { prompt: 'b', errorMessage: undefined, colour: 'red', clips: {} }
    expect(sceneCodec.encodePatch(untyped as unknown as { prompt: string })).toEqual({
      set: { prompt: 'b' },
      remove: [],
      add: {},
    })
    expect(sceneCodec.attributesOf(['clips', 'colour', 'durationSeconds'])).toEqual(['duration'])
  })

  it('names every issue, and shortens long values', () => {
    const answer = sceneCodec.decode({ ...ITEM, sequence: 'x'.repeat(500), status: 'done' })
    const issues = answer.ok ? [] : answer.issues
    expect(issues).toHaveLength(2)
    expect(issues[0]?.length).toBeLessThan(150)
  })
})
