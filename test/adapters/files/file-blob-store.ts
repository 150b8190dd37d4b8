import { createHash, randomUUID } from 'node:crypto'
import { access, link, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStat, BlobStore, Body, CancelSignal, ObjectKey } from '@badapple/scenes'
import { byteChunks, SceneError, toObjectKey, toTimestamp, uploadTerms, urlTerms } from '@badapple/scenes'
import * as z from 'zod'

/** An object: what is known about it, and the file that holds its bytes. */
const recordSchema = z.object({
  key: z.string().transform(toObjectKey),
  size: z.int(),
  lastModified: z.string().transform(toTimestamp),
  contentType: z.string().optional(),
  bytes: z.string(),
})

type ObjectRecord = z.infer<typeof recordSchema>

/** Where a {@link createFileBlobStore} keeps its objects. */
export interface FileBucket {
  /** A directory that exists. */
  readonly directory: string
  /** Where a server of yours gives and takes the objects; ends with `/`. */
  readonly baseUrl: string
  readonly now?: () => Date
}

/** The file of an object's record. Keys may be longer than names of files, and one may be the folder of another. */
export function recordFile(directory: string, key: string): string {
  return join(directory, `${createHash('sha256').update(key).digest('hex')}.json`)
}

/**
 * A blob store in a directory. Bytes go into a file with a name that nobody else has. Then `link` puts the record that
 * names it into its place: this shows the object as a whole, and fails where there is one already.
 */
export function createFileBlobStore({ directory, baseUrl, now = () => new Date() }: FileBucket): BlobStore {
  const urlOf = (key: ObjectKey, expiresMs: number) => {
    const path = key.split('/').map(encodeURIComponent).join('/')
    const url = new URL(baseUrl + path)
    url.searchParams.set('expires', new Date(expiresMs).toISOString())
    return url.href
  }

  return {
    async stat(key) {
      try {
        await access(directory)
        const record = await readRecord(recordFile(directory, key))
        if (record === undefined) return 'absent'
        return record.size === 0 ? 'empty' : statOf(record)
      } catch {
        return 'unreachable'
      }
    },

    async put(key, given, { contentType, signal } = {}) {
      // At once: the caller may use its bytes for something else while a file is opened.
      const body = given instanceof Uint8Array ? new Uint8Array(given) : given
      const bytes = `${randomUUID()}.bytes`
      const draft = join(directory, `${bytes}.draft`)
      const facts = { key, lastModified: toTimestamp(now()), ...(contentType && { contentType }) }
      try {
        const size = await writeBody(key, join(directory, bytes), body, signal)
        const record = { ...facts, size, bytes }
        await reaching(key, writeFile(draft, JSON.stringify(record), { flush: true }))
        await reaching(key, link(draft, recordFile(directory, key)))
        return statOf(record)
      } catch (error) {
        await rm(join(directory, bytes), { force: true })
        throw error
      } finally {
        await rm(draft, { force: true })
      }
    },

    async *list(prefix) {
      for (const file of await reaching(prefix, readdir(directory))) {
        if (!file.endsWith('.json')) continue
        const record = await reaching(prefix, readRecord(join(directory, file)))
        if (record?.key.startsWith(prefix)) yield statOf(record)
      }
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, making a URL is not
    async signedUrl(key, options = {}) {
      const { signedAtMs, expiresInSeconds } = urlTerms(options, now().getTime())
      return urlOf(key, signedAtMs + expiresInSeconds * 1000)
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    async signedUpload(key, options) {
      const { signedAtMs, expiresInSeconds, headers } = uploadTerms(options, now().getTime())
      return { method: 'PUT', url: urlOf(key, signedAtMs + expiresInSeconds * 1000), headers }
    },
  }
}

async function readRecord(file: string): Promise<ObjectRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

function statOf({ key, size, lastModified, contentType }: Omit<ObjectRecord, 'bytes'>): BlobStat {
  return { key, size, lastModified, ...(contentType !== undefined && { contentType }) }
}

/** Writes a body into a new file, and gives its length. */
async function writeBody(
  key: ObjectKey,
  file: string,
  body: Body,
  signal: CancelSignal | undefined,
): Promise<number> {
  const handle = await reaching(key, open(file, 'wx'))
  try {
    let size = 0
    for await (const chunk of byteChunks(body, signal)) {
      await reaching(key, handle.writeFile(chunk))
      size += chunk.byteLength
    }
    await reaching(key, handle.sync())
    return size
  } finally {
    await handle.close()
  }
}

/** What the file system gives, or the error that the port promises instead of its own. */
async function reaching<T>(key: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw new SceneError('BLOB_EXISTS', `${key} exists`, { key })
    const options = { cause: error, retryable: true }
    throw new SceneError('BLOB_UNREACHABLE', `the file of ${key} cannot be reached`, { key }, options)
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
