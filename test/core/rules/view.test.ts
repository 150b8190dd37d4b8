import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObjectKey, toObjectKey, toStoredKey } from '../../../src/core/model/object-key.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { inDisplayOrder } from '../../../src/core/rules/display-order.js'
import { keysToSign, projectView } from '../../../src/core/rules/view.js'
import { projectRecords as anyRecords } from '../../arbitraries/records.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { CREATED, projectRecords, sceneKey, UPDATED } from '../support/builders.js'
import { thrown } from '../support/thrown.js'
import { urlOf, urlsOf, viewOf } from '../support/views.js'

const key = toObjectKey('mv/projects/91cf/audio.mp3')
const presigned = toStoredKey('https://bucket.example/scenes/003/video.mp4?X-Amz-Signature=secret')

/** Records of a project that was saved without counters. */
function uncounted(scenes: readonly Partial<Scene>[]): ProjectRecords {
  const records = projectRecords(scenes)
  const { sceneCount, completedScenes, failedScenes, ...value } = records.project.value
  return { ...records, project: { ...records.project, value } }
}

/** Records of which every scene can be read. */
const readable = anyRecords.map((records): ProjectRecords => ({ ...records, invalid: [] }))

describe('projectView', () => {
  it('has every field of the API, null where nothing is stored', () => {
    const view = viewOf(uncounted([{}]))
    expect(view).toEqual({
      projectId: '91cf',
      status: 'processing',
      conceptPrompt: 'ships dance',
      characterDescription: null,
      characterImageUrl: null,
      productDescription: null,
      productImageUrl: null,
      audioBackingTrackUrl: null,
      finalOutputUrl: null,
      directorConfig: null,
      mode: null,
      sceneCount: 1,
      completedScenes: 0,
      failedScenes: 0,
      scenes: [
        {
          sequence: 3,
          displaySequence: null,
          status: 'pending',
          prompt: 'a lighthouse',
          negativePrompt: null,
          duration: null,
          referenceImageUrls: null,
          audioClipUrl: null,
          originalVideoClipUrl: null,
          workingVideoClipUrl: null,
          trimPoints: null,
          videoClipUrl: null,
          needsLipSync: null,
          lipSyncedVideoClipUrl: null,
          retryCount: null,
          errorMessage: null,
          createdAt: CREATED,
          updatedAt: UPDATED,
        },
      ],
      createdAt: CREATED,
      updatedAt: UPDATED,
    })
  })

  it('shows what is stored, keys as URLs', () => {
    const clips = { original: sceneKey('a.mp4'), working: sceneKey('b.mp4'), lipSynced: sceneKey('c.mp4') }
    const records = projectRecords(
      [
        {
          displaySequence: 1,
          negativePrompt: 'text',
          durationSeconds: 4,
          referenceImageKeys: [key, sceneKey('r.png')],
          audioClipKey: sceneKey('audio.mp3'),
          clips,
          trimPoints: { in: 1, out: 5 },
          needsLipSync: false,
          retryCount: 0,
          errorMessage: '',
        },
      ],
      {
        characterDescription: 'a keeper',
        characterImageKey: toObjectKey('character.png'),
        productDescription: 'a lamp',
        productImageKey: toObjectKey('product.jpg'),
        audioBackingTrackKey: key,
        finalOutputKey: toObjectKey('final.mp4'),
        directorConfig: 'Wes-Anderson',
        mode: 'music-video',
      },
    )
    expect(viewOf(records)).toMatchObject({
      characterDescription: 'a keeper',
      characterImageUrl: urlOf('character.png'),
      productDescription: 'a lamp',
      productImageUrl: urlOf('product.jpg'),
      audioBackingTrackUrl: urlOf(key),
      finalOutputUrl: urlOf('final.mp4'),
      directorConfig: 'Wes-Anderson',
      mode: 'music-video',
      scenes: [
        {
          displaySequence: 1,
          negativePrompt: 'text',
          duration: 4,
          referenceImageUrls: [urlOf(key), urlOf(sceneKey('r.png'))],
          audioClipUrl: urlOf(sceneKey('audio.mp3')),
          originalVideoClipUrl: urlOf(clips.original),
          workingVideoClipUrl: urlOf(clips.working),
          trimPoints: { in: 1, out: 5 },
          videoClipUrl: urlOf(clips.working),
          needsLipSync: false,
          lipSyncedVideoClipUrl: urlOf(clips.lipSynced),
          retryCount: 0,
          errorMessage: '',
        },
      ],
    })
  })

  it('shows counters as stored, counted where they are missing', () => {
    const scenes: Partial<Scene>[] = [
      { sequence: 1, status: 'failed' },
      { sequence: 2, status: 'completed' },
      { sequence: 3 },
    ]
    const counters = { sceneCount: 7, completedScenes: 5, failedScenes: 0 }
    expect(viewOf(projectRecords(scenes, counters))).toMatchObject(counters)
    expect(viewOf(uncounted(scenes))).toMatchObject({ sceneCount: 3, completedScenes: 1, failedScenes: 1 })
  })

  it('never shows null for a key that is set, and a URL for none that is not', () => {
    fc.assert(
      fc.property(readable, (records) => {
        const view = viewOf(records)
        const project = records.project.value
        const shown: (readonly [unknown, unknown])[] = [
          [project.characterImageKey, view.characterImageUrl],
          [project.productImageKey, view.productImageUrl],
          [project.audioBackingTrackKey, view.audioBackingTrackUrl],
          [project.finalOutputKey, view.finalOutputUrl],
        ]
        for (const scene of view.scenes) {
          const stored = records.scenes.find(({ value }) => value.sequence === scene.sequence)?.value
          shown.push(
            [stored?.clips.original, scene.originalVideoClipUrl],
            [stored?.clips.working, scene.workingVideoClipUrl],
            [stored?.clips.working, scene.videoClipUrl],
            [stored?.clips.lipSynced, scene.lipSyncedVideoClipUrl],
            [stored?.audioClipKey, scene.audioClipUrl],
          )
          stored?.referenceImageKeys?.forEach((image, at) =>
            shown.push([image, scene.referenceImageUrls?.[at]]),
          )
        }
        for (const [stored, url] of shown) {
          expect(url).toBe(typeof stored === 'string' ? urlOf(stored) : null)
        }
      }),
      KEY_LAW,
    )
  })

  it('shows every scene, in display order, and comes through JSON unharmed', () => {
    fc.assert(
      fc.property(readable, (records) => {
        const view = viewOf(records)
        const ordered = inDisplayOrder(records.scenes.map(({ value }) => value))
        expect(view.scenes.map(({ sequence }) => sequence)).toEqual(ordered.map(({ sequence }) => sequence))
        expect(JSON.parse(JSON.stringify(view))).toEqual(view)
      }),
    )
  })

  it.each<[string, Map<string, string>]>([
    ['no URL', new Map()],
    ['an empty URL', new Map([[sceneKey('video.mp4'), '']])],
  ])('is refused where a key has %s', (_, urls) => {
    const records = projectRecords([{ clips: { original: sceneKey('video.mp4') } }])
    expect(thrown(() => projectView(records, urls), 'URL_UNAVAILABLE').details).toEqual({
      projectId: '91cf',
      sequence: 3,
      field: 'originalVideoClipUrl',
      key: sceneKey('video.mp4'),
    })
  })

  it.each(['characterImage', 'productImage', 'audioBackingTrack', 'finalOutput'])(
    'says which field of the project has no URL: %s',
    (name) => {
      const records = projectRecords([], { [`${name}Key`]: sceneKey('a.png') })
      const { details } = thrown(() => projectView(records, new Map()), 'URL_UNAVAILABLE')
      expect(details).toEqual({ projectId: '91cf', field: `${name}Url`, key: sceneKey('a.png') })
    },
  )

  it.each([
    ['originalVideoClipUrl', { clips: { original: sceneKey('a.mp4') } }],
    ['workingVideoClipUrl', { clips: { working: sceneKey('a.mp4') } }],
    ['lipSyncedVideoClipUrl', { clips: { lipSynced: sceneKey('a.mp4') } }],
    ['audioClipUrl', { audioClipKey: sceneKey('a.mp4') }],
    ['referenceImageUrls', { referenceImageKeys: [sceneKey('a.mp4')] }],
  ])('says which field of the scene has no URL: %s', (field, scene) => {
    const { details } = thrown(() => projectView(projectRecords([scene]), new Map()), 'URL_UNAVAILABLE')
    expect(details).toEqual({ projectId: '91cf', sequence: 3, field, key: sceneKey('a.mp4') })
  })

  it('is refused where a scene cannot be read, and not for other records', () => {
    const invalid = (kind: 'scene' | 'claim', id: string) => ({ kind, id, issues: ['no status'], raw: {} })
    const flawed = { invalid: [invalid('scene', 'SCENE#004'), invalid('scene', 'SCENE#005')] }
    const error = thrown(() => keysToSign(projectRecords([{}], {}, flawed)), 'INVALID_ITEM')
    expect(error.message).toMatch(/^SCENE#004 of project 91cf cannot be read \(and 1 more\)/)
    expect(error.details).toEqual({ record: 'project 91cf SCENE#004', issues: ['no status'] })
    const one = { invalid: flawed.invalid.slice(0, 1) }
    const again = thrown(() => projectView(projectRecords([{}], {}, one), new Map()), 'INVALID_ITEM')
    expect(again.message).toMatch(/^SCENE#004 of project 91cf cannot be read, and/)
    const claim = projectRecords([{}], {}, { invalid: [invalid('claim', 'LEASE#003')] })
    expect(projectView(claim, new Map()).scenes).toHaveLength(1)
  })
})

describe('keysToSign', () => {
  it('names each key once, with the first place that shows it', () => {
    const original = sceneKey('video.mp4')
    const records = projectRecords(
      [
        { sequence: 1, clips: { original, working: original }, audioClipKey: key },
        { sequence: 2, clips: { original }, referenceImageKeys: [key, sceneKey('r.png')] },
      ],
      { audioBackingTrackKey: key },
    )
    expect(keysToSign(records)).toEqual([
      { key, place: { projectId: '91cf', field: 'audioBackingTrackUrl' } },
      { key: original, place: { projectId: '91cf', sequence: 1, field: 'originalVideoClipUrl' } },
      { key: sceneKey('r.png'), place: { projectId: '91cf', sequence: 2, field: 'referenceImageUrls' } },
    ])
  })

  it('is all that a view needs, and refuses exactly the records with a key that is none', () => {
    fc.assert(
      fc.property(readable, (records) => {
        const stored = [...urlsOf(records).keys()]
        if (!stored.every(isObjectKey)) {
          thrown(() => keysToSign(records), 'URL_UNAVAILABLE')
          return
        }
        const keys = keysToSign(records).map((toSign) => toSign.key)
        expect([...keys].sort()).toEqual(stored.sort())
        const urls = new Map(keys.map((each) => [each, urlOf(each)]))
        expect(projectView(records, urls)).toEqual(viewOf(records))
      }),
      KEY_LAW,
    )
  })

  it('says which key is none, what to do, and no signature', () => {
    const records = projectRecords([{ sequence: 12, clips: { original: presigned } }])
    const error = thrown(() => keysToSign(records), 'URL_UNAVAILABLE')
    expect(error.message).toBe(
      'originalVideoClipUrl of scene 12 of project 91cf: "https://bucket.example/scenes/003/video.mp4?…" cannot be ' +
        'shown as a URL: it must not be a URL. No key can be taken out of it: upload the file and set its key',
    )
    expect(JSON.stringify(error.details)).not.toContain('secret')
    const url = toStoredKey('https://cdn.example/mv/projects/91cf/scenes/012/video.mp4?sig=1')
    const inLayout = projectRecords([{ sequence: 12, clips: { original: url } }])
    expect(thrown(() => keysToSign(inLayout), 'URL_UNAVAILABLE').message).toMatch(/Run repair/)
    expect(error.retryable).toBe(false)
    const film = projectRecords([], { finalOutputKey: presigned })
    expect(thrown(() => keysToSign(film), 'URL_UNAVAILABLE').message).toMatch(
      /^finalOutputUrl of project 91cf: /,
    )
  })
})
