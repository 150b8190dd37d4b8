import { withoutSignature } from '../../../core/model/object-key.js'
import type { SignedUpload } from '../../../core/ports/blob-store.js'
import { fails, shownError } from '../expectations.js'

/** What a server answers. */
export interface Answer {
  /** Whether the request succeeded. */
  readonly ok: boolean
  readonly status: number
  readonly contentType: string | undefined
  readonly bytes: Uint8Array
}

/** Fetches a signed URL. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const { ok, status, headers } = response
    return { ok, status, contentType: headers.get('content-type') ?? undefined, bytes }
  } catch (error) {
    fails(
      `${withoutSignature(url)} cannot be fetched: ${shownError(error)}; declare \`lacks: { 'fetchable-urls': 'why' }\` where it need not be`,
      error,
    )
  }
}

/** Sends bytes as a browser does: it sets the length itself, and nobody may set another. */
export function send(
  { method, url, headers }: SignedUpload,
  bytes: Readonly<Uint8Array<ArrayBuffer>>,
  contentType?: string,
): Promise<Answer> {
  const sent = new Headers({ ...headers })
  sent.delete('content-length')
  if (contentType !== undefined) sent.set('content-type', contentType)
  return request(url, { method, headers: sent, body: bytes.slice() })
}
