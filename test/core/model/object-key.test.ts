import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isObjectKey,
  MAX_KEY_BYTES,
  objectKeyProblem,
  toObjectKey,
  toStoredKey,
} from '../../../src/core/model/object-key.js'
import { invalidKeys } from '../../../src/testing/arbitraries/object-keys.js'
import { thrown } from '../support/thrown.js'

const REFUSED: readonly (readonly [rule: string, text: string])[] = [
  ['it must not be a URL', 'http://media.example/video.mp4'],
  ['it must not be a URL', 'https://media.example/video.mp4'],
  ['it must not be a URL', 's3://bucket/video.mp4'],
  ['it must not be a URL', '  https://media.example/video.mp4'],
  ['it must not carry a signature', 'video.mp4?X-Amz-Signature=0'],
  ['it must not carry a signature', 'video.mp4?a=1&X-Amz-Date=0'],
  ['it must not carry a signature', 'video.mp4?AWSAccessKeyId=0'],
  ['it must not carry a signature', 'video.mp4?a=1&AWSAccessKeyId=0'],
  ['it must not be empty', ''],
  ['it must not contain control characters', 'mv/\nvideo.mp4'],
  ['it must not contain control characters', 'mv/\u007fvideo.mp4'],
  ['it must be well-formed Unicode', 'mv/\ud800.mp4'],
  ['it must not contain . or .. as a name, which URLs leave out', 'mine/../others/video.mp4'],
  ['it must not contain . or .. as a name, which URLs leave out', './video.mp4'],
  ['it must not contain . or .. as a name, which URLs leave out', 'mine/..'],
  ['it must not contain . or .. as a name, which URLs leave out', '.'],
  ['it must be at most 1024 bytes long', 'a'.repeat(MAX_KEY_BYTES + 1)],
  ['it must be at most 1024 bytes long', 'é'.repeat(MAX_KEY_BYTES / 2 + 1)],
  ['it must be at most 1024 bytes long', '\u0080'.repeat(513)],
  ['it must be at most 1024 bytes long', '\u0800'.repeat(342)],
  ['it must be at most 1024 bytes long', '€'.repeat(342)],
  ['it must be at most 1024 bytes long', '\u{10000}'.repeat(257)],
  ['it must be at most 1024 bytes long', '😀'.repeat(257)],
]

/** The text with the case of every letter chosen anew. */
function anyCase(text: string): fc.Arbitrary<string> {
  return fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((upper) =>
    Array.from(text)
      .map((letter, at) => (upper[at] === true ? letter.toUpperCase() : letter.toLowerCase()))
      .join(''),
  )
}

describe('toObjectKey', () => {
  it.each(REFUSED)('says "%s" of %j', (rule, text) => {
    expect(objectKeyProblem(text)).toBe(rule)
    expect(isObjectKey(text)).toBe(false)
    const error = thrown(() => toObjectKey(text), 'INVALID_INPUT')
    expect(error.details).toMatchObject({ input: 'key', issues: [rule] })
    expect(error.message).toContain(rule)
  })

  it.each([
    'mv/projects/91cf/scenes/003/video.mp4',
    'video.mp4',
    'mine/...',
    '.hidden/..video..mp4.',
    'x-amz-video.mp4',
    'a b/ü/😀.mp4',
    'why?.mp4',
    'a'.repeat(MAX_KEY_BYTES),
    'é'.repeat(MAX_KEY_BYTES / 2),
    '\u07ff'.repeat(MAX_KEY_BYTES / 2),
    '\uffff'.repeat(341),
    '😀'.repeat(MAX_KEY_BYTES / 4),
  ])('accepts %j', (text) => {
    expect(toObjectKey(text)).toBe(text)
    expect(objectKeyProblem(text)).toBeUndefined()
  })

  it('refuses every scheme and every mark of a signature in every case', () => {
    const start = fc.constantFrom('http://', 'https://', 's3://').chain(anyCase)
    const mark = fc
      .constantFrom('?x-amz-signature=', '&x-amz-date=', '?awsaccesskeyid=', '&awsaccesskeyid=')
      .chain(anyCase)
    fc.assert(
      fc.property(start, mark, fc.webPath(), (scheme, signature, path) => {
        expect(isObjectKey(`${scheme}media.example${path}`)).toBe(false)
        expect(isObjectKey(`video.mp4${signature}0`)).toBe(false)
      }),
    )
  })

  it('accepts nothing that is a URL or signed', () => {
    const texts = fc.oneof(
      invalidKeys,
      fc.webUrl({ withQueryParameters: true }),
      fc.string({ unit: 'binary' }),
      fc.string(),
    )
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(isObjectKey(text))
        const lower = text.trim().toLowerCase()
        expect(lower).not.toMatch(/^(?:https?|s3):\/\//)
        expect(lower).not.toMatch(/[?&](?:x-amz-|awsaccesskeyid=)/)
        expect(URL.canParse(text) && text.includes('://') && /^[a-z]/i.test(text)).toBe(false)
      }),
    )
  })

  it('says what it was given, without what is as good as a password', () => {
    // Callers without types.
    const value = (given: unknown) =>
      thrown(() => toObjectKey(given as string), 'INVALID_INPUT').details.value
    expect(value('https://x/a.mp4?sig=1\n2')).toBe('"https://x/a.mp4?…"')
    expect(value('a.mp4?X-Amz-Signature=1')).toBe('"a.mp4?…"')
    expect(value('a.mp4?b=1&AWSAccessKeyId=2')).toBe('"a.mp4?…"')
    expect(value('why?.mp4\n')).toBe('"why?.mp4\\n"')
    expect(value('')).toBe('""')
    expect([value(undefined), value(7), value(null)]).toEqual(['nothing', 'number', 'object'])
    const most = `s3://${'a'.repeat(115)}`
    expect(value(most)).toBe(`"${most}"`)
    expect(value(`${most}b`)).toBe(`"${most}…"`)
  })

  it('shows a long text shortened', () => {
    const error = thrown(() => toObjectKey(`https://${'a'.repeat(500)}`), 'INVALID_INPUT')
    expect(error.message.length).toBeLessThan(300)
  })
})

describe('toStoredKey', () => {
  it('keeps whatever is stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toStoredKey(text)).toBe(text)
      }),
    )
  })
})
