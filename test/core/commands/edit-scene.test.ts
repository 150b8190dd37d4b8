import { describe, expect, it } from 'vitest'
import { decideEditScene } from '../../../src/core/commands/edit-scene.js'
import { sceneChangesSchema } from '../../../src/core/model/scene-changes.schema.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../../../src/core/model/status.js'
import { aContext, NOW, records, sceneKey } from '../support/builders.js'
import { accepted, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const clips = { original: sceneKey('video.mp4') }

describe('decideEditScene', () => {
  it('writes what differs and nothing else, and removes what is null', () => {
    const state = records({
      scene: { status: 'failed', negativePrompt: 'fog', audioClipKey: sceneKey('a.mp3'), needsLipSync: true },
    })
    const changes = {
      prompt: 'a lighthouse',
      negativePrompt: null,
      audioClipKey: null,
      referenceImageKeys: [sceneKey('face.png')],
      durationSeconds: 5,
      needsLipSync: false,
    }
    const { change, event, result } = accepted(decideEditScene(state, changes, aContext()))
    expect(writeOn(change, 'scene')).toMatchObject({
      set: {
        negativePrompt: null,
        audioClipKey: null,
        referenceImageKeys: changes.referenceImageKeys,
        durationSeconds: 5,
        needsLipSync: false,
        updatedAt: NOW,
      },
    })
    expect(writeOn(change, 'scene')).not.toHaveProperty('set.prompt')
    expect(result).not.toHaveProperty('negativePrompt')
    expect(operations(change)).toEqual(['update scene'])
    expect(event).toMatchObject({ type: 'scene-edited', sequence: 3 })
  })

  it('is open in every status of the scene and of the project', () => {
    for (const status of SCENE_STATUSES) {
      for (const projectStatus of PROJECT_STATUSES) {
        const state = records({ scene: { status }, project: { status: projectStatus }, claim: {} })
        expect(accepted(decideEditScene(state, { prompt: 'new' }, aContext())).result).toMatchObject({
          prompt: 'new',
          status,
        })
      }
    }
  })

  it('commits nothing when nothing differs', () => {
    const state = records({ scene: { durationSeconds: 8, clips, referenceImageKeys: [] } })
    for (const changes of [
      {},
      { prompt: 'a lighthouse' },
      { negativePrompt: null },
      { durationSeconds: 8 },
      { referenceImageKeys: [] },
    ]) {
      expect(unchanged(decideEditScene(state, changes, aContext()))).toBe(state.scene.value)
    }
  })

  it('takes the wanted length alone, as long as there is no video', () => {
    const state = records({ scene: { durationSeconds: 8 } })
    expect(accepted(decideEditScene(state, { durationSeconds: 5 }, aContext())).result.durationSeconds).toBe(
      5,
    )
  })

  it('leaves the length of a video alone', () => {
    const state = records({ scene: { durationSeconds: 8, clips } })
    expect(refusalOf(decideEditScene(state, { prompt: 'x', durationSeconds: 5 }, aContext()))).toEqual({
      kind: 'has-video',
      sequence: 3,
    })
  })
})

describe('changes of a scene', () => {
  const schema = sceneChangesSchema(DEFAULT_POLICY)

  it('may leave everything out, also as undefined', () => {
    expect(schema.parse({ prompt: undefined, negativePrompt: null })).toEqual({ negativePrompt: null })
    expect(Object.keys(schema.parse({ prompt: undefined }))).toEqual([])
    expect(schema.parse({ prompt: 'x'.repeat(5_000), negativePrompt: 'x'.repeat(1_000) })).toBeDefined()
  })

  it.each([
    { prompt: '' },
    { prompt: null },
    { prompt: 'x'.repeat(5_001) },
    { negativePrompt: 'x'.repeat(1_001) },
    { durationSeconds: 0 },
    { durationSeconds: null },
    { durationSeconds: Infinity },
    { audioClipKey: 'https://x/y.mp3' },
    { referenceImageKeys: ['s3://bucket/x.png'] },
    { status: 'completed' },
    { clips: {} },
  ])('refuse %j', (changes) => {
    expect(schema.safeParse(changes).success).toBe(false)
  })
})
