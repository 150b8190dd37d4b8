import { SceneError } from '../model/error.js'
import type { SignedUpload, SignedUploadOptions, SignedUrlOptions } from './blob-store.js'

const HOUR_SECONDS = 3_600
const WINDOW_SECONDS = 900
/** S3 signs for no longer; what one bucket signs, every other should. */
const LONGEST_SECONDS = 604_800

/** What a header can carry, without spaces around it. */
const HEADER_VALUE = /^[!-~](?:[ -~]*[!-~])?$/
const LONGEST_SHOWN = 100

/** From when on a signature is valid, and for how long. */
export interface SigningTerms {
  /** In milliseconds since 1970, at a whole second. */
  readonly signedAtMs: number
  readonly expiresInSeconds: number
}

/** What an upload is signed for. */
export interface UploadTerms extends SigningTerms {
  readonly headers: SignedUpload['headers']
}

/**
 * What a URL is signed for at some moment: from the beginning of the window, so that it is the same all through it, until
 * `expiresInSeconds` after its end. For writers of adapters.
 * @param nowMs - The present, in milliseconds since 1970.
 * @throws SceneError `INVALID_INPUT` for what S3 would refuse: no whole seconds from 1 on, and more than seven days in all.
 * @example
 * urlTerms({ windowSeconds: 60 }, Date.UTC(2025, 0, 1, 12, 0, 59)).signedAtMs // Date.UTC(2025, 0, 1, 12)
 */
export function urlTerms(
  { expiresInSeconds = HOUR_SECONDS, windowSeconds = WINDOW_SECONDS }: SignedUrlOptions,
  nowMs: number,
): SigningTerms {
  assertSeconds('expiresInSeconds', expiresInSeconds)
  assertSeconds('windowSeconds', windowSeconds)
  const inAll = windowSeconds + expiresInSeconds
  if (inAll > LONGEST_SECONDS) throw tooLong('expiresInSeconds and windowSeconds together', inAll)
  const windowMs = windowSeconds * 1_000
  return { signedAtMs: Math.floor(nowMs / windowMs) * windowMs, expiresInSeconds: inAll }
}

/**
 * What an upload is signed for at some moment. For writers of adapters.
 * @param nowMs - The present, in milliseconds since 1970.
 * @throws SceneError `INVALID_INPUT` for what S3 would refuse: a time as of {@link urlTerms}, no bytes, and no media type.
 * @example
 * uploadTerms({ contentType: 'video/mp4', size: 3 }, Date.UTC(2025, 0, 1)).headers['content-length'] // '3'
 */
export function uploadTerms(
  { contentType, size, expiresInSeconds = HOUR_SECONDS }: SignedUploadOptions,
  nowMs: number,
): UploadTerms {
  assertSeconds('expiresInSeconds', expiresInSeconds)
  if (expiresInSeconds > LONGEST_SECONDS) throw tooLong('expiresInSeconds', expiresInSeconds)
  if (!Number.isSafeInteger(size) || size < 1) {
    throw refused('size', 'must be a whole number of bytes from 1 on', size)
  }
  if (typeof contentType !== 'string' || !HEADER_VALUE.test(contentType)) {
    throw refused('contentType', 'must be a media type, such as video/mp4', contentType)
  }
  return {
    signedAtMs: Math.floor(nowMs / 1_000) * 1_000,
    expiresInSeconds,
    headers: { 'content-type': contentType, 'content-length': String(size) },
  }
}

function assertSeconds(input: string, seconds: number): void {
  if (Number.isSafeInteger(seconds) && seconds >= 1) return
  throw refused(input, 'must be a whole number of seconds from 1 on', seconds)
}

function tooLong(what: string, seconds: number): SceneError {
  return new SceneError(
    'INVALID_INPUT',
    `${what} must be at most ${LONGEST_SECONDS} seconds (7 days), not ${seconds}; sign anew when that is over`,
    { input: 'expiresInSeconds', value: seconds },
  )
}

function refused(input: string, rule: string, given: unknown): SceneError {
  const value = typeof given === 'string' ? given.slice(0, LONGEST_SHOWN) : given
  return new SceneError('INVALID_INPUT', `${input} ${rule}, not ${shown(value)}`, { input, value })
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'number' ? String(value) : typeof value
}
