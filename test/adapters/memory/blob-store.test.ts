import { describe, expect, it } from 'vitest'
import { createMemoryBlobStore } from '../../../src/adapters/memory/blob-store.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { rejected, thrown } from '../../core/support/thrown.js'

// What every blob store promises is in the contract, which runs on this one too.

const KEY = toObjectKey('mv/projects/91cf/scenes/003/video.mp4')
const BYTES = new Uint8Array([1, 2, 3])
const NOW = new Date('2025-11-24T12:00:00.123Z')

function aStore(now: () => Date | number = () => NOW) {
  return createMemoryBlobStore({ now })
}

describe('what is in the bucket', () => {
  it('is dated by the given clock and shown by key, with its bytes', async () => {
    const store = aStore()
    await store.put(KEY, BYTES, { contentType: 'video/mp4' })
    await store.put(toObjectKey('a.mp4'), BYTES)
    const lastModified = '2025-11-24T12:00:00.123000Z'
    expect(store.objects()).toEqual([
      { key: 'a.mp4', size: 3, lastModified },
      { key: KEY, size: 3, lastModified, contentType: 'video/mp4' },
    ])
    expect(store.read(KEY)).toEqual(BYTES)
    expect(store.read('b.mp4')).toBeUndefined()
  })

  it('is not shared with those who look at it', async () => {
    const store = aStore()
    await store.put(KEY, BYTES)
    store.read(KEY)?.fill(9)
    for (const stat of store.objects()) Reflect.set(stat, 'size', 0)
    expect(store.read(KEY)).toEqual(BYTES)
    expect(await store.stat(KEY)).toMatchObject({ size: 3 })
    expect(store.objects()).toMatchObject([{ size: 3 }])
  })
})

describe('objects to begin with', () => {
  it('are listed and have no bytes', async () => {
    const store = createMemoryBlobStore({
      objects: [
        { key: KEY, size: 7, lastModified: '2025-11-23T11:31:00.000Z', contentType: 'video/mp4' },
        { key: 'empty.mp4', size: 0, lastModified: NOW },
      ],
    })
    expect(await store.stat(KEY)).toEqual({
      key: KEY,
      size: 7,
      lastModified: '2025-11-23T11:31:00.000000Z',
      contentType: 'video/mp4',
    })
    expect(await store.stat(toObjectKey('empty.mp4'))).toBe('empty')
    expect(store.read(KEY)).toBeUndefined()
    await rejected(store.put(KEY, BYTES), 'BLOB_EXISTS')
  })

  it('have bytes where they are given, as many as the size says', () => {
    const make = (bytes: Uint8Array) =>
      createMemoryBlobStore({ objects: [{ key: KEY, size: 3, lastModified: NOW, bytes }] })
    const given = Buffer.from(BYTES)
    const store = make(given)
    given.fill(9)
    expect(store.read(KEY)).toEqual(BYTES)
    expect(thrown(() => make(new Uint8Array(2)), 'INVALID_INPUT').details.input).toBe('bytes')
  })

  it('need keys that are none of a URL, and times that are some', () => {
    const make = (key: string, lastModified: string) => () =>
      createMemoryBlobStore({ objects: [{ key, size: 1, lastModified }] })
    expect(
      thrown(make('https://media.example/a.mp4', '2025-11-23T11:31:00Z'), 'INVALID_INPUT').details.input,
    ).toBe('key')
    expect(thrown(make('a.mp4', 'yesterday'), 'INVALID_INPUT').details.input).toBe('time')
  })
})

describe('somebody with access to the bucket', () => {
  it('can put an object over another', async () => {
    const store = aStore()
    await store.put(KEY, BYTES)
    store.putObject({ key: KEY, size: 2, lastModified: NOW, bytes: new Uint8Array([8, 9]) })
    expect(await store.stat(KEY)).toMatchObject({ size: 2 })
    expect(store.read(KEY)).toEqual(new Uint8Array([8, 9]))
  })

  it('can delete an object', async () => {
    const store = aStore()
    await store.put(KEY, BYTES)
    store.deleteObject(KEY)
    store.deleteObject(KEY)
    expect(await store.stat(KEY)).toBe('absent')
    await store.put(KEY, BYTES)
  })
})

describe('URLs in memory', () => {
  it('name the object as their path, and say when they cease to work', async () => {
    const url = new URL(await aStore().signedUrl(toObjectKey('a #1?.mp4')))
    expect(decodeURIComponent(url.pathname)).toBe('/a #1?.mp4')
    expect(Number(url.searchParams.get('expires'))).toBe(Date.UTC(2025, 10, 24, 13, 15) / 1_000)
  })

  it('of uploads are requests for one object of one type and size', async () => {
    const upload = await aStore().signedUpload(KEY, {
      contentType: 'video/mp4',
      size: 3,
      expiresInSeconds: 60,
    })
    expect(upload).toEqual({
      method: 'PUT',
      url: `memory:///${KEY}?expires=${Math.floor(NOW.getTime() / 1_000) + 60}`,
      headers: { 'content-type': 'video/mp4', 'content-length': '3' },
    })
  })
})
