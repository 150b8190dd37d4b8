import { SceneError } from '../core/model/error.js'
import type { WebhookProblem } from '../core/model/error.js'
import type { Signer } from './webhook-secrets.js'

/** What a signature is made for. */
export interface SignedContent {
  /** The same at every repetition. */
  readonly id: string
  /** When this attempt was made, in whole seconds since 1970. */
  readonly timestampSeconds: number
  /** The body, to the byte. */
  readonly body: string
}

/** The headers that make a request a webhook. */
export interface WebhookHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  /** One signature for each secret, with spaces between them. */
  readonly 'webhook-signature': string
}

/** The headers of a webhook, signed with each secret. */
export function signedHeaders(signers: readonly Signer[], content: SignedContent): WebhookHeaders {
  return {
    'webhook-id': content.id,
    'webhook-timestamp': String(content.timestampSeconds),
    'webhook-signature': signers.map((signer) => signatureOf(signer, content)).join(' '),
  }
}

/** How a request is judged. */
export interface Verification {
  readonly signers: readonly Signer[]
  readonly nowMs: number
  /** How far its timestamp may be from the present, in seconds. */
  readonly toleranceSeconds: number
}

/**
 * Checks that a body was sent by somebody who has one of the secrets, with this id, a short while ago.
 * @returns The id.
 * @throws SceneError `WEBHOOK_INVALID`
 */
export function verify(
  header: (name: keyof WebhookHeaders) => string | null,
  body: string,
  { signers, nowMs, toleranceSeconds }: Verification,
): string {
  const id = header('webhook-id') ?? ''
  const timestamp = header('webhook-timestamp') ?? ''
  const signatures = header('webhook-signature') ?? ''
  if (id === '' || signatures === '') {
    throw webhookInvalid('headers', 'webhook-id or webhook-signature is missing: it is no webhook')
  }
  // Only the one way to write a number: another would be a change that no signature shows.
  if (!/^(?:0|[1-9]\d{0,11})$/.test(timestamp)) {
    throw webhookInvalid('headers', 'webhook-timestamp is not in whole seconds since 1970')
  }
  const content = { id, timestampSeconds: Number(timestamp), body }
  const expected = signers.map((signer) => signatureOf(signer, content))
  const given = signatures.split(' ')
  if (!expected.some((one) => given.some((other) => isSameText(one, other)))) {
    throw webhookInvalid(
      'signature',
      `no signature of ${id} was made with a known secret for what arrived: the secrets differ, or something changed the body on its way`,
    )
  }
  const ageSeconds = Math.floor(nowMs / 1_000) - content.timestampSeconds
  if (Math.abs(ageSeconds) > toleranceSeconds) {
    throw webhookInvalid(
      'timestamp',
      `${id} was sent ${Math.abs(ageSeconds)} seconds ${ageSeconds < 0 ? 'from now' : 'ago'}, and ${toleranceSeconds} are tolerated: it is repeated by somebody else, or a clock is wrong`,
    )
  }
  return id
}

/** The error of a request that is not taken. */
export function webhookInvalid(problem: WebhookProblem, message: string): SceneError<'WEBHOOK_INVALID'> {
  return new SceneError('WEBHOOK_INVALID', message, { problem })
}

function signatureOf(signer: Signer, { id, timestampSeconds, body }: SignedContent): string {
  return signer.sign(id, new Date(timestampSeconds * 1_000), body)
}

/** Takes as long for texts that differ at their beginning as for those that differ at their end. */
function isSameText(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  for (let at = 0; at < expected.length; at++) difference |= expected.charCodeAt(at) ^ given.charCodeAt(at)
  return difference === 0
}
