import type { SceneDraft } from '@badapple/scenes/testing'
import { aProject, done, generating, missing, orphanedBlob, regenerating } from '@badapple/scenes/testing'
import { addMs, attemptKey, toObjectKey, toTimestamp } from '@badapple/scenes'
import { describe, expect, it } from 'vitest'
import { unreferencedObjects } from '../../../src/core/rules/unreferenced-objects.js'
import { testScenes } from '../../support/test-scenes.js'
import { projectRecords } from '../support/builders.js'

const id = 'film'
const HOUR_MS = 3_600_000

/** What a project does not refer to, with objects that were put beside its own, an hour old unless it is said otherwise. */
async function unreferenced(
  scenes: readonly SceneDraft[],
  beside: Readonly<Record<string, number>> = {},
  change: (test: ReturnType<typeof testScenes>) => unknown = () => undefined,
) {
  const test = testScenes(aProject({ projectId: id, scenes }))
  const now = toTimestamp(test.clock.now())
  for (const [name, ageMs] of Object.entries(beside)) {
    test.blobs.putObject({ key: `mv/projects/${id}/${name}`, size: 7, lastModified: addMs(now, -ageMs) })
  }
  await change(test)
  const { findings } = await test.scenes.audit(id)
  const records = await test.scenes.load(id)
  const policy = { graceMs: 60_000 }
  return unreferencedObjects({ records, objects: test.blobs.objects(), findings, now, policy })
}

describe('unreferencedObjects', () => {
  it('names what no record refers to, with its size and age, and nothing that one does', async () => {
    const found = await unreferenced([done(), missing()], { 'scenes/001/poster.jpg': HOUR_MS })
    expect(found).toEqual([
      expect.objectContaining({
        projectId: id,
        key: `mv/projects/${id}/scenes/001/poster.jpg`,
        size: 7,
        ageMs: HOUR_MS,
      }),
    ])
  })

  it('leaves out what is younger than the grace', async () => {
    expect(await unreferenced([missing()], { 'a.mp4': 59_000 })).toEqual([])
    expect(await unreferenced([missing()], { 'a.mp4': 61_000 })).toHaveLength(1)
  })

  it('knows the upload of a live claim, and no other of that scene', async () => {
    const scenes = [generating(), regenerating()]
    const test = testScenes(aProject({ projectId: id, scenes }))
    const { claims } = await test.scenes.load(id)
    const [first, second] = [1, 2].map((sequence) => {
      const claim = claims.get(sequence)?.value
      const key = attemptKey(id, sequence, claim?.attempt ?? 0, claim?.claimId ?? '')
      return key.slice(`mv/projects/${id}/`.length)
    })
    expect(await unreferenced(scenes, { [String(first)]: HOUR_MS, [String(second)]: HOUR_MS })).toEqual([])
    const other = { 'scenes/001/video_1_somebody-else.mp4': HOUR_MS }
    expect(await unreferenced([done()], other)).toHaveLength(1)
  })

  it('leaves out what is to be adopted', async () => {
    expect(await unreferenced([orphanedBlob(), done()])).toEqual([])
  })

  it('takes every field for a reference, also of records that cannot be read, and the key in a URL', async () => {
    const beside = { 'ref.png': HOUR_MS, 'voice.mp3': HOUR_MS, 'scenes/002/video.mp4': HOUR_MS }
    const at = (name: string) => `mv/projects/${id}/${name}`
    const found = await unreferenced([done(), missing()], beside, (test) => {
      test.python
        .read(id)
        .save({ characterImageS3Key: `https://cdn.example/${at('ref.png')}?X-Amz-Signature=0` })
      test.python.read(id, 1).save({ referenceImageS3Keys: [at('voice.mp3')] })
      test.python.read(id, 2).save({ status: 'archived', originalVideoClipS3Key: at('scenes/002/video.mp4') })
    })
    expect(found).toEqual([])
  })

  it('names what a reset superseded: history can restore it as long as it is kept', async () => {
    const found = await unreferenced([done(), done()], {}, (test) => test.scenes.reset(id, 1))
    expect(found.map(({ key }) => key.includes('/scenes/001/video_1_'))).toEqual([true])
  })

  it('gets along with fields that hold nothing', () => {
    const key = toObjectKey(`mv/projects/${id}/voice.mp3`)
    const now = toTimestamp('2025-11-24T12:00:00Z')
    const raw = { prompt: null, audioClipS3Key: key }
    const records = projectRecords([], {}, { invalid: [{ kind: 'scene', id: 'SCENE#001', issues: [], raw }] })
    const objects = [{ key, size: 7, lastModified: addMs(now, -HOUR_MS) }]
    const policy = { graceMs: 60_000 }
    expect(unreferencedObjects({ records, objects, findings: [], now, policy })).toEqual([])
  })
})
