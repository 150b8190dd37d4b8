import { createHmac } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { createMemoryBlobStore } from '../../../../../src/adapters/memory/blob-store.js'
import { toObjectKey } from '../../../../../src/core/model/object-key.js'
import type { BlobStore } from '../../../../../src/core/ports/blob-store.js'
import { uploadTerms, urlTerms } from '../../../../../src/core/ports/signing-terms.js'
import type { BlobStoreSubject } from '../../../../../src/testing/contract/blob-store-subject.js'
import { silentBucket } from './memory-bucket.js'

/** What is wrong with a bucket on purpose. */
export interface HttpBucketDefects {
  /** Takes every signature. */
  readonly unchecked?: boolean
  /** Reads objects without their content type. */
  readonly typeless?: boolean
  /** Takes what is sent for the name in the URL as it stands there. */
  readonly undecoded?: boolean
}

/** A bucket in memory, behind a server on this machine. */
export interface HttpBucket {
  /** Subjects of the contract; all of them share the bucket. */
  readonly subject: () => BlobStoreSubject
  readonly stop: () => void
}

/** Starts a bucket that can do everything that the contract asks for. */
export async function startHttpBucket(defects: HttpBucketDefects = {}): Promise<HttpBucket> {
  let time: Date | undefined
  const now = () => time?.getTime() ?? Date.now()
  const bucket = createMemoryBlobStore({ now })
  const server = createServer((request, response) => {
    void answer(request, response, bucket, defects)
  })
  const origin = await listening(server)
  /** Shares nothing but the bucket. */
  const open = (): BlobStore => ({
    ...bucket,
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, signing is not
    signedUrl: async (key, options = {}) => {
      const { signedAtMs, expiresInSeconds } = urlTerms(options, now())
      return signed(origin, key, signedAtMs / 1_000 + expiresInSeconds)
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    signedUpload: async (key, options) => {
      const { contentType, size } = options
      const { signedAtMs, expiresInSeconds } = uploadTerms(options, now())
      const expires = signedAtMs / 1_000 + expiresInSeconds
      const headers = { 'Content-Type': contentType, 'Content-Length': String(size) }
      return { method: 'PUT', url: signed(origin, key, expires, contentType, size), headers }
    },
  })
  return {
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
    subject: () => ({
      store: open(),
      read: (key) => Promise.resolve(bucket.read(key)),
      another: open,
      unreachable: silentBucket,
      setTime: (to) => {
        time = to
      },
      expiryOf: (url) => new Date(Number(new URL(url).searchParams.get('expires')) * 1_000),
      close: () => {
        time = undefined
      },
    }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  bucket: ReturnType<typeof createMemoryBlobStore>,
  { unchecked = false, typeless = false, undecoded = false }: HttpBucketDefects,
): Promise<void> {
  const body = await buffer(request)
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bucket')
  const key = toObjectKey(undecoded ? pathname.slice(1) : decodeURIComponent(pathname.slice(1)))
  const expires = Number(searchParams.get('expires'))
  const { 'content-type': contentType = '' } = request.headers
  const about = request.method === 'PUT' ? [contentType, body.byteLength] : []
  const isValid = searchParams.get('signature') === signature(key, expires, ...about)
  const end = (status: number, content?: Uint8Array) => response.writeHead(status).end(content)
  if (!unchecked && (!isValid || expires * 1_000 < Date.now())) return void end(403)
  if (request.method === 'PUT') {
    await bucket.put(key, body, { contentType })
    return void end(200)
  }
  const stat = await bucket.stat(key)
  if (typeof stat === 'string') return void end(404)
  if (stat.contentType !== undefined && !typeless) response.setHeader('content-type', stat.contentType)
  end(200, bucket.read(key))
}

function signed(
  origin: string,
  key: string,
  expires: number,
  ...about: readonly (string | number)[]
): string {
  const path = key.split('/').map(encodeURIComponent).join('/')
  return `${origin}/${path}?expires=${expires}&signature=${signature(key, expires, ...about)}`
}

function signature(...about: readonly (string | number)[]): string {
  return createHmac('sha256', 'a secret of this test').update(JSON.stringify(about)).digest('hex')
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}
