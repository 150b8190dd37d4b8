import { describe, expect, it } from 'vitest'
import type { BlobStore, ObjectKey } from '@badapple/scenes'
import { toObjectKey } from '@badapple/scenes'
import type { BlobReadingFault, UploadFault } from '@badapple/scenes/testing'
import { aProject, CrashError, createTestScenes, missing } from '@badapple/scenes/testing'

const FILM = aProject({ projectId: 'film', scenes: [missing()] })
const KEY = toObjectKey('mv/projects/film/final.mp4')
const CLIP = new Uint8Array([1, 2, 3])

const onFilm = () => createTestScenes(FILM, { actor: 'worker-1' })

const crash = { name: 'CrashError', process: 'worker-1' }
const unreachable = { code: 'BLOB_UNREACHABLE', retryable: true, details: { key: KEY } }
const taken = { code: 'BLOB_EXISTS', details: { key: KEY } }

async function listed(blobs: BlobStore): Promise<readonly ObjectKey[]> {
  const keys: ObjectKey[] = []
  for await (const { key } of blobs.list(KEY)) keys.push(key)
  return keys
}

const READINGS: readonly (readonly [
  Exclude<keyof BlobStore, 'put'>,
  (blobs: BlobStore) => Promise<unknown>,
])[] = [
  ['stat', (blobs) => blobs.stat(KEY)],
  ['list', listed],
  ['signedUrl', (blobs) => blobs.signedUrl(KEY)],
  ['signedUpload', (blobs) => blobs.signedUpload(KEY, { contentType: 'video/mp4', size: 3 })],
]

describe.each(READINGS)('%s', (operation, read) => {
  it.each<BlobReadingFault>(['unreachable', 'crash-before'])(
    'that meets %s says so, and is as ever without',
    async (fault) => {
      const { blobs } = onFilm()
      await blobs.put(KEY, CLIP)
      const well = await read(blobs)
      blobs.failNext(operation, fault)
      if (fault === 'crash-before') await expect(read(blobs)).rejects.toMatchObject(crash)
      // The answer of the port, not an error.
      else if (operation === 'stat') expect(await read(blobs)).toBe('unreachable')
      else await expect(read(blobs)).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE' })
      if (fault === 'crash-before') await expect(read(blobs)).rejects.toThrow(CrashError)
      else expect(await read(blobs)).toEqual(well)
    },
  )
})

/** What a fault of an upload does: what its sender sees, and whether the object is there. */
const UPLOADS: readonly (readonly [UploadFault, { readonly fails: object; readonly isStored: boolean }])[] = [
  ['unreachable', { fails: unreachable, isStored: false }],
  ['cut-upload', { fails: unreachable, isStored: false }],
  ['lost-reply', { fails: unreachable, isStored: true }],
  ['already-exists', { fails: taken, isStored: true }],
  ['crash-before', { fails: crash, isStored: false }],
  ['crash-after', { fails: crash, isStored: true }],
]

describe('an upload', () => {
  it.each(UPLOADS)('that meets %s has the effect that was promised', async (fault, { fails, isStored }) => {
    const { blobs } = onFilm()
    blobs.failNext('put', fault)
    await expect(blobs.put(KEY, CLIP)).rejects.toMatchObject(fails)
    expect(blobs.read(KEY)).toEqual(isStored ? CLIP : undefined)
  })

  it('that is cut has read part of its stream, which cannot be sent again', async () => {
    const { blobs } = onFilm()
    let [read, isClosed] = [0, false]
    async function* stream() {
      try {
        for (; read < 10; read++) yield await Promise.resolve(CLIP)
      } finally {
        isClosed = true
      }
    }
    blobs.failNext('put', 'cut-upload')
    const body = stream()
    await expect(blobs.put(KEY, body)).rejects.toMatchObject(unreachable)
    expect([read < 10, isClosed]).toEqual([true, true])
    await blobs.put(KEY, body)
    expect(blobs.read(KEY)).toHaveLength(0)
  })

  it.each(UPLOADS.filter(([fault]) => !fault.startsWith('crash')))(
    'of a generated clip that meets %s costs no second generation',
    async (fault) => {
      const { scenes, blobs } = onFilm()
      blobs.failNext('put', fault)
      let paid = 0
      const { counts } = await scenes.generateMissing('film', () => {
        paid++
        return Promise.resolve({ body: CLIP })
      })
      expect(counts.generated).toBe(1)
      expect(paid).toBe(1)
      expect(blobs.objects()).toHaveLength(1)
    },
  )

  it.each(['crash-before', 'crash-after'] as const)(
    'of a generated clip that meets %s ends its process; another finds what is there',
    async (fault) => {
      const { scenes, blobs, startProcess, clock } = onFilm()
      blobs.failNext('put', fault)
      const generate = () => Promise.resolve({ body: CLIP })
      const { scenes: outcomes } = await scenes.generateMissing('film', generate)
      expect(outcomes[0]).toMatchObject({ error: { name: 'CrashError' } })
      await clock.advance(3_600_000)
      const { counts } = await startProcess('worker-2').generateMissing('film', generate)
      expect(counts).toMatchObject(fault === 'crash-after' ? { adopted: 1 } : { generated: 1 })
      expect(blobs.objects()).toHaveLength(1)
    },
  )

  it('whose bucket stays down ends in time, and its clip is generated when it is up again', async () => {
    const { scenes, blobs, clock } = onFilm()
    blobs.failNext('put', 'unreachable', Infinity)
    const run = () => scenes.generateMissing('film', () => Promise.resolve({ body: CLIP }))
    expect((await clock.until(run())).counts.unrecorded).toBe(1)
    blobs.heal()
    expect((await run()).counts.generated).toBe(1)
  })
})
