import { mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore } from '@badapple/scenes'
import * as z from 'zod'
import { createFileBlobStore, recordFile } from '../../files/file-blob-store.js'

/** A bucket in a directory. */
export interface SharedBucket {
  readonly store: BlobStore
  /** The bytes of an object that exists. */
  read(key: string): Promise<Uint8Array>
}

const recordSchema = z.object({ bytes: z.string() })

/** The bucket that all processes share: each folder of keys is a directory, so that listing a scene reads no other. */
export function sharedBucket(root: string): SharedBucket {
  const directoryOf = (folder: string) => {
    const directory = join(root, encodeURIComponent(folder))
    mkdirSync(directory, { recursive: true })
    return directory
  }
  const storeOf = (folder: string) =>
    createFileBlobStore({ directory: directoryOf(folder), baseUrl: 'https://clips.example/' })
  return {
    store: {
      stat: (key) => storeOf(folderOf(key)).stat(key),
      put: (key, body, options) => storeOf(folderOf(key)).put(key, body, options),
      signedUrl: (key, options) => storeOf(folderOf(key)).signedUrl(key, options),
      signedUpload: (key, options) => storeOf(folderOf(key)).signedUpload(key, options),
      list: async function* (prefix) {
        for (const name of await readdir(root)) {
          const folder = decodeURIComponent(name)
          if (folder.startsWith(prefix) || prefix.startsWith(folder)) yield* storeOf(folder).list(prefix)
        }
      },
    },
    read: async (key) => {
      const directory = directoryOf(folderOf(key))
      const record: unknown = JSON.parse(await readFile(recordFile(directory, key), 'utf8'))
      return readFile(join(directory, recordSchema.parse(record).bytes))
    },
  }
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}
