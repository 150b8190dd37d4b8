import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ClaimRef } from '@badapple/scenes'
import { claimSchema } from './bodies.schema.js'
import { ApiError } from './errors.js'

/** Claims as texts that others keep for the service and cannot forge: a claim is plain data. */
export class ClaimTokens {
  readonly #secret: string

  /** @param secret - The same in every process that is to accept the tokens. */
  constructor(secret: string) {
    this.#secret = secret
  }

  issue({ projectId, sequence, claimId, attempt }: ClaimRef): string {
    const payload = Buffer.from(JSON.stringify({ projectId, sequence, claimId, attempt })).toString(
      'base64url',
    )
    return `${payload}.${this.#seal(payload).toString('base64url')}`
  }

  /** @throws ApiError `ValidationError` for a token that was not issued with this secret. */
  open(token: string): ClaimRef {
    const [payload = '', given = ''] = token.split('.')
    const seal = this.#seal(payload)
    const theirs = Buffer.from(given, 'base64url')
    if (theirs.length !== seal.length || !timingSafeEqual(theirs, seal)) {
      throw new ApiError('ValidationError', 'the claim token was not issued by this service')
    }
    return claimSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  }

  #seal(payload: string): Buffer {
    return createHmac('sha256', this.#secret).update(payload).digest()
  }
}
