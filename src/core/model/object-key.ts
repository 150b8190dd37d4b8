import { SceneError } from './error.js'

declare const objectKey: unique symbol
declare const invalidKey: unique symbol

/** The key of an object in the bucket, such as `mv/projects/91cf/scenes/003/video.mp4`. Never a URL. */
export type ObjectKey = string & { readonly [objectKey]: true }

/**
 * What is stored where an object key belongs but is none, such as a presigned URL. It counts as a clip (somebody paid
 * for it) and is kept as it is, but it is never signed, uploaded to or written.
 */
export type InvalidKey = string & { readonly [invalidKey]: true }

/** A clip's key as stored. Narrow it with {@link isObjectKey} before using it with a bucket. */
export type StoredKey = ObjectKey | InvalidKey

/** S3's limit for a key, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024

/** The rules of an object key, each with the pattern that breaks it. */
const FORBIDDEN: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ['it must not be empty', /^$/],
  ['it must not be a URL', /^\s*[a-z][a-z0-9+.-]*:\/\//i],
  ['it must not carry a signature', /[?&](?:x-amz-|awsaccesskeyid)/i],
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  ['it must not contain control characters', /[\u0000-\u001f\u007f]/],
  ['it must be well-formed Unicode', /\p{Surrogate}/u],
  ['it must not contain . or .. as a name, which URLs leave out', /(?:^|\/)\.{1,2}(?:\/|$)/],
]

/** The rule that a text breaks as an object key, or `undefined` when it is one. */
export function objectKeyProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'it must be a text'
  for (const [rule, pattern] of FORBIDDEN) if (pattern.test(text)) return rule
  return utf8Bytes(text) > MAX_KEY_BYTES ? `it must be at most ${MAX_KEY_BYTES} bytes long` : undefined
}

/** Whether a text is an object key. */
export function isObjectKey(text: string): text is ObjectKey {
  return objectKeyProblem(text) === undefined
}

/**
 * The text as an object key.
 * @throws SceneError `INVALID_INPUT` when it is a URL, signed, empty, or longer than 1,024 bytes.
 * @example
 * toObjectKey('mv/projects/91cf/scenes/003/video.mp4')
 */
export function toObjectKey(text: string): ObjectKey {
  const problem = objectKeyProblem(text)
  if (problem === undefined) return text as ObjectKey
  const value = shown(text)
  throw new SceneError(
    'INVALID_INPUT',
    `not an object key: ${problem}: ${value}. Pass the key inside the bucket`,
    { input: 'key', value, issues: [problem] },
  )
}

/** A text, short enough for a message; of anything else its type. */
function shown(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? 'nothing' : typeof value
  const bare = withoutSignature(value)
  return JSON.stringify(bare.length > 120 ? `${bare.slice(0, 120)}…` : bare)
}

/** A text as it may be shown to others: of a URL or a signed key, all but the query, which is as good as a password. */
export function withoutSignature(text: string): string {
  const isSigned = /:\/\/|[?&](?:x-amz-|awsaccesskeyid)/i.test(text)
  return isSigned ? text.replace(/\?.*/s, '?…') : text
}

/** A stored text as a clip's key, whatever it is. */
export function toStoredKey(text: string): StoredKey {
  return isObjectKey(text) ? text : (text as InvalidKey)
}

function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
