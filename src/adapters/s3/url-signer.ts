import type { S3Client } from '@aws-sdk/client-s3'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import type { ObjectKey } from '../../core/model/object-key.js'
import type { SignedUpload, SignedUploadOptions, SignedUrlOptions } from '../../core/ports/blob-store.js'
import type { SigningTerms } from '../../core/ports/signing-terms.js'
import { uploadTerms, urlTerms } from '../../core/ports/signing-terms.js'
import { withDeadline } from '../deadline.js'
import type { Folder } from './folder.js'
import { RecentUrls } from './recent-urls.js'

type Request = Parameters<S3RequestPresigner['presign']>[0]

/** Where the objects of a bucket are asked for, and what their URLs are signed for. */
interface Place {
  readonly origin: Pick<Request, 'protocol' | 'hostname' | 'port'>
  /** The path up to the name of the object. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly region: string
  readonly service: string
}

/** Signs URLs of a bucket: the SDK says once where the bucket is, and then only signs. */
export class UrlSigner {
  readonly #client: S3Client
  readonly #folder: Folder
  readonly #now: () => number
  readonly #timeoutMs: number
  readonly #presigner: S3RequestPresigner
  readonly #recent = new RecentUrls()
  #place: Promise<Place> | undefined

  constructor(client: S3Client, folder: Folder, now: () => number, timeoutMs: number) {
    this.#client = client
    this.#folder = folder
    this.#now = now
    this.#timeoutMs = timeoutMs
    this.#presigner = new S3RequestPresigner(client.config)
  }

  urlOf(key: ObjectKey, options: SignedUrlOptions): Promise<string> {
    return this.#inTime(() => this.#urlOf(key, options))
  }

  uploadTo(
    key: ObjectKey,
    options: SignedUploadOptions,
    conditions: Readonly<Record<string, string>>,
  ): Promise<SignedUpload> {
    return this.#inTime(() => this.#uploadTo(key, options, conditions))
  }

  async #urlOf(key: ObjectKey, options: SignedUrlOptions): Promise<string> {
    const terms = urlTerms(options, this.#now())
    const credentials = await this.#client.config.credentials()
    const what = `${terms.expiresInSeconds} ${terms.signedAtMs} ${key}`
    return this.#recent.get(credentials, what, async () => {
      const { query } = await this.#whereItIs()
      return this.#signed({ key, method: 'GET', query, headers: {} }, terms)
    })
  }

  async #uploadTo(
    key: ObjectKey,
    options: SignedUploadOptions,
    conditions: Readonly<Record<string, string>>,
  ): Promise<SignedUpload> {
    const terms = uploadTerms(options, this.#now())
    const headers = { ...terms.headers, ...conditions }
    const query = { 'x-id': 'PutObject' }
    return { method: 'PUT', url: await this.#signed({ key, method: 'PUT', query, headers }, terms), headers }
  }

  async #signed(
    {
      key,
      method,
      query,
      headers,
    }: Pick<Request, 'method' | 'headers'> & { readonly key: ObjectKey; readonly query: Place['query'] },
    { signedAtMs, expiresInSeconds }: SigningTerms,
  ): Promise<string> {
    const name = this.#folder.nameOf(key)
    const { origin, path, region, service } = await this.#whereItIs()
    const request = await this.#presigner.presign(
      {
        ...origin,
        method,
        path: path + name.split('/').map(escaped).join('/'),
        query: { ...query },
        headers: { ...headers },
      },
      {
        signingDate: new Date(signedAtMs),
        expiresIn: expiresInSeconds,
        signingRegion: region,
        signingService: service,
        // Signed too, so that nobody can upload something else with it.
        signableHeaders: new Set(['host', ...Object.keys(headers)]),
      },
    )
    return urlOf(request)
  }

  #whereItIs(): Promise<Place> {
    // What was asked for before the credentials failed to come must not be waited for ever after.
    this.#place ??= this.#inTime(() => placeOf(this.#client, this.#folder.bucket)).catch((error: unknown) => {
      this.#place = undefined
      throw error
    })
    return this.#place
  }

  /** Signing asks nobody but the provider of the credentials, who may not answer. */
  #inTime<T>(work: () => Promise<T>): Promise<T> {
    return withDeadline(work, this.#timeoutMs, undefined)
  }
}

const SIGNATURE =
  /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/i
/** Stands for a name; nothing in it needs to be escaped. */
const ANY_NAME = 'any-name'

/** What the SDK makes of the bucket's name, the region and the endpoint: read from one URL that it signs itself. */
async function placeOf(client: S3Client, Bucket: string): Promise<Place> {
  const url = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: ANY_NAME })))
  const scope = url.searchParams.get('X-Amz-Credential')?.split('/') ?? []
  const [, , region = '', service = 's3'] = scope
  return {
    origin: {
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== '' && { port: Number(url.port) }),
    },
    path: url.pathname.slice(0, -ANY_NAME.length),
    query: Object.fromEntries([...url.searchParams].filter(([name]) => !SIGNATURE.test(name))),
    region,
    service,
  }
}

function urlOf({ protocol, hostname, port, path, query = {} }: Request): string {
  const search = Object.entries(query)
    .map(([name, value]) => `${escaped(name)}=${escaped(String(value))}`)
    .sort()
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}?${search.join('&')}`
}

/** As S3 wants it: everything but letters, digits and `-_.~`. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
