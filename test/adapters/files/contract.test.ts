import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobStoreFactory } from '@badapple/scenes/testing'
import { blobStoreContract } from '@badapple/scenes/testing'
import { describe, it } from 'vitest'
import { createFileBlobStore, recordFile } from './file-blob-store.js'

const baseUrl = 'https://clips.example/'

/** Only a file that is not there is no object. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

const factory: BlobStoreFactory = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bucket-'))
  let set: Date | undefined
  const open = () => createFileBlobStore({ directory, baseUrl, now: () => set ?? new Date() })
  return {
    store: open(),
    another: open,
    async read(key) {
      const record = await readFile(recordFile(directory, key), 'utf8').catch(unlessMissing)
      if (record === undefined) return undefined
      const { bytes } = JSON.parse(record) as { bytes: string }
      return readFile(join(directory, bytes))
    },
    setTime: (time) => {
      set = time
    },
    expiryOf: (url) => new Date(String(new URL(url).searchParams.get('expires'))),
    unreachable: () => createFileBlobStore({ directory: join(directory, 'missing'), baseUrl }),
    close: () => rm(directory, { recursive: true }),
  }
}

const lacks = { 'fetchable-urls': 'nothing serves the files' }

describe('a blob store in a directory', () => {
  for (const { name, run } of blobStoreContract(factory, { lacks })) it(name, run)
})
