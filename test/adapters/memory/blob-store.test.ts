import { describe, expect, it } from 'vitest'
import { createMemoryBlobStore } from '../../../src/adapters/memory/blob-store.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { BlobStore } from '../../../src/core/ports/blob-store.js'
import { rejected, thrown } from '../../core/support/thrown.js'

const KEY = toObjectKey('mv/projects/91cf/scenes/003/video.mp4')
const BYTES = new Uint8Array([1, 2, 3])
const NOW = new Date('2025-11-24T12:00:00.123Z')

function aStore(now: () => Date | number = () => NOW) {
  return createMemoryBlobStore({ now })
}

async function keysUnder(store: BlobStore, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(prefix)) keys.push(key)
  return keys.sort()
}

async function* chunks(...parts: readonly number[][]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await Promise.resolve()
    yield new Uint8Array(part)
  }
}

describe('put', () => {
  it('stores an object that stat, list and read then show', async () => {
    const store = aStore()
    const stat = { key: KEY, size: 3, lastModified: '2025-11-24T12:00:00.123000Z', contentType: 'video/mp4' }
    expect(await store.put(KEY, BYTES, { contentType: 'video/mp4' })).toEqual(stat)
    expect(await store.stat(KEY)).toEqual(stat)
    expect(store.objects()).toEqual([stat])
    expect(store.read(KEY)).toEqual(BYTES)
    expect(await keysUnder(store, 'mv/projects/91cf/')).toEqual([KEY])
  })

  it('takes bytes, blobs and streams alike', async () => {
    const bodies = [
      BYTES,
      new Blob([BYTES]),
      new Blob([BYTES]).stream(),
      chunks([1], [], [2, 3]),
      BYTES.subarray(0),
    ]
    for (const body of bodies) {
      const store = aStore()
      await store.put(KEY, body)
      expect(store.read(KEY)).toEqual(BYTES)
    }
  })

  it('takes the part of a buffer that it is given, and nothing else of it', async () => {
    const store = aStore()
    await store.put(KEY, new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4))
    expect(store.read(KEY)).toEqual(BYTES)
  })

  it('never overwrites, not even with the same bytes', async () => {
    const store = aStore()
    await store.put(KEY, BYTES)
    expect((await rejected(store.put(KEY, new Uint8Array([9])), 'BLOB_EXISTS')).details.key).toBe(KEY)
    await rejected(store.put(KEY, BYTES), 'BLOB_EXISTS')
    expect(store.read(KEY)).toEqual(BYTES)
  })

  it('lets one of two uploads at once win, as a whole', async () => {
    const store = aStore()
    const outcomes = await Promise.allSettled([
      store.put(KEY, chunks([1], [1], [1], [1])),
      store.put(KEY, chunks([2], [2])),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect([[1, 1, 1, 1].join(), [2, 2].join()]).toContain(store.read(KEY)?.join())
  })

  it('shows nothing of an upload that breaks off', async () => {
    async function* broken() {
      yield* chunks([1])
      throw new Error('connection lost')
    }
    const store = aStore()
    await expect(store.put(KEY, broken())).rejects.toThrow('connection lost')
    expect(await store.stat(KEY)).toBe('absent')
    expect(store.objects()).toEqual([])
  })
})

describe('stat', () => {
  it('tells absent from empty', async () => {
    const store = aStore()
    expect(await store.stat(KEY)).toBe('absent')
    expect(await store.put(KEY, new Uint8Array())).toMatchObject({ size: 0 })
    expect(await store.stat(KEY)).toBe('empty')
    await rejected(store.put(KEY, BYTES), 'BLOB_EXISTS')
  })
})

describe('list', () => {
  it('finds what begins with the prefix, and nothing is no error', async () => {
    const store = aStore()
    for (const key of ['a/1', 'a/2', 'ab/1', 'b/1']) await store.put(toObjectKey(key), BYTES)
    expect(await keysUnder(store, 'a/')).toEqual(['a/1', 'a/2'])
    expect(await keysUnder(store, 'a')).toEqual(['a/1', 'a/2', 'ab/1'])
    expect(await keysUnder(store, 'c')).toEqual([])
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

  it('need keys that are none of a URL, and times that are some', () => {
    const make = (key: string, lastModified: string) => () =>
      createMemoryBlobStore({ objects: [{ key, size: 1, lastModified }] })
    expect(
      thrown(make('https://media.example/a.mp4', '2025-11-23T11:31:00Z'), 'INVALID_INPUT').details.input,
    ).toBe('key')
    expect(thrown(make('a.mp4', 'yesterday'), 'INVALID_INPUT').details.input).toBe('time')
  })

  it('can be deleted, as somebody with access to the bucket could', async () => {
    const store = aStore()
    await store.put(KEY, BYTES)
    store.deleteObject(KEY)
    store.deleteObject(KEY)
    expect(await store.stat(KEY)).toBe('absent')
    await store.put(KEY, BYTES)
  })
})

describe('what is stored is not shared', () => {
  it('bytes, in and out', async () => {
    const store = aStore()
    const given = new Uint8Array(BYTES)
    await store.put(KEY, given)
    given.fill(9)
    store.read(KEY)?.fill(9)
    expect(store.read(KEY)).toEqual(BYTES)
  })

  it('chunks of a stream that reuses its buffer', async () => {
    async function* reusing() {
      const buffer = new Uint8Array(1)
      for (const byte of BYTES) {
        await Promise.resolve()
        buffer[0] = byte
        yield buffer
      }
    }
    const store = aStore()
    await store.put(KEY, reusing())
    expect(store.read(KEY)).toEqual(BYTES)
  })

  it('facts about an object, however they were asked for', async () => {
    const store = aStore()
    const spoil = (stat: object | string | undefined) => {
      if (typeof stat === 'object') Reflect.set(stat, 'size', 0)
    }
    spoil(await store.put(KEY, BYTES))
    spoil(await store.stat(KEY))
    spoil(store.objects()[0])
    for await (const stat of store.list('')) spoil(stat)
    expect(await store.stat(KEY)).toMatchObject({ size: 3 })
  })
})

describe('signedUrl', () => {
  const at = (seconds: number) => new Date(Date.UTC(2025, 10, 24, 12) + seconds * 1_000)

  it('is the same within a window and another in the next', async () => {
    let now = at(0)
    const store = aStore(() => now)
    const first = await store.signedUrl(KEY)
    now = at(899.999)
    expect(await store.signedUrl(KEY)).toBe(first)
    now = at(900)
    expect(await store.signedUrl(KEY)).not.toBe(first)
  })

  it('follows the window that is asked for', async () => {
    let now = at(0)
    const store = aStore(() => now)
    const first = await store.signedUrl(KEY, { windowSeconds: 60 })
    now = at(59)
    expect(await store.signedUrl(KEY, { windowSeconds: 60 })).toBe(first)
    now = at(60)
    expect(await store.signedUrl(KEY, { windowSeconds: 60 })).not.toBe(first)
  })

  it('works at least as long as asked, from any moment of the window', async () => {
    for (const seconds of [0, 450, 899]) {
      const url = new URL(await aStore(() => at(seconds)).signedUrl(KEY, { expiresInSeconds: 60 }))
      expect(Number(url.searchParams.get('expires')) - at(seconds).getTime() / 1_000).toBeGreaterThanOrEqual(
        60,
      )
    }
  })

  it('names the object, which need not exist, and differs between objects', async () => {
    const store = aStore()
    expect(new URL(await store.signedUrl(KEY)).pathname).toBe(`/${KEY}`)
    expect(await store.signedUrl(KEY)).not.toBe(await store.signedUrl(toObjectKey('other.mp4')))
  })
})

describe('signedUpload', () => {
  it('is a request for one object of one type and size', async () => {
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
