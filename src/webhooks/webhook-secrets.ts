import { Webhook } from 'standardwebhooks'
import { SceneError } from '../core/model/error.js'

const FORM = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/
const [FEWEST_BYTES, MOST_BYTES] = [24, 64]

/** What signs with one secret. */
export type Signer = Pick<Webhook, 'sign'>

/**
 * What signs with each of the secrets.
 * @throws SceneError `INVALID_INPUT`, which never shows a secret.
 */
export function signersOf(secrets: readonly string[]): readonly Signer[] {
  if (!Array.isArray(secrets) || secrets.length === 0) {
    throw invalid('pass at least one secret, such as one that newWebhookSecret() made')
  }
  return secrets.map((secret: unknown, at) => {
    const bytes = typeof secret === 'string' ? bytesOf(secret) : 0
    if (typeof secret !== 'string' || bytes < FEWEST_BYTES || bytes > MOST_BYTES) {
      throw invalid(
        `secret ${at + 1} of ${secrets.length} is not whsec_ followed by ${FEWEST_BYTES} to ${MOST_BYTES} bytes in base64; make one with newWebhookSecret()`,
      )
    }
    return new Webhook(secret)
  })
}

/** How many bytes a secret has; 0 for what is none. */
function bytesOf(secret: string): number {
  const [, base64 = ''] = FORM.exec(secret) ?? []
  return (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0)
}

/**
 * A new secret for one receiver, of 32 random bytes.
 * @example
 * newWebhookSecret().length // 50
 */
export function newWebhookSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}

function invalid(message: string): SceneError {
  return new SceneError('INVALID_INPUT', `secrets: ${message}`, { input: 'secrets' })
}
