import { describe, expect, it } from 'vitest'
import { uploadTerms, urlTerms } from '../../../src/core/ports/signing-terms.js'
import { thrown } from '../support/thrown.js'

const NOW = Date.UTC(2025, 10, 24, 8, 25, 30, 123)
const VIDEO = { contentType: 'video/mp4', size: 1_234 }

describe('a URL is signed', () => {
  it('from the beginning of its window, until an hour after its end', () => {
    expect(urlTerms({}, NOW)).toEqual({
      signedAtMs: Date.UTC(2025, 10, 24, 8, 15),
      expiresInSeconds: 900 + 3_600,
    })
    expect(urlTerms({ windowSeconds: 60, expiresInSeconds: 10 }, NOW)).toEqual({
      signedAtMs: Date.UTC(2025, 10, 24, 8, 25),
      expiresInSeconds: 70,
    })
  })

  it('for whole seconds, one at least', () => {
    expect(urlTerms({ windowSeconds: 1, expiresInSeconds: 1 }, NOW).expiresInSeconds).toBe(2)
    for (const value of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const input of ['expiresInSeconds', 'windowSeconds']) {
        const error = thrown(() => urlTerms({ [input]: value }, NOW), 'INVALID_INPUT')
        expect(error.details).toEqual({ input, value })
        expect(error.message).toBe(`${input} must be a whole number of seconds from 1 on, not ${value}`)
      }
    }
  })

  it('for seven days at most, the window included', () => {
    expect(urlTerms({ windowSeconds: 604_000, expiresInSeconds: 800 }, NOW).expiresInSeconds).toBe(604_800)
    expect(thrown(() => urlTerms({ expiresInSeconds: 604_800 }, NOW), 'INVALID_INPUT').message).toBe(
      'expiresInSeconds and windowSeconds together must be at most 604800 seconds (7 days), not 605700; sign anew when that is over',
    )
  })
})

describe('an upload is signed', () => {
  it('from the second on, for an hour, with its type and size', () => {
    expect(uploadTerms(VIDEO, NOW)).toEqual({
      signedAtMs: Date.UTC(2025, 10, 24, 8, 25, 30),
      expiresInSeconds: 3_600,
      headers: { 'content-type': 'video/mp4', 'content-length': '1234' },
    })
  })

  it('for whole seconds, and seven days at most', () => {
    const sign = (expiresInSeconds: number) => uploadTerms({ ...VIDEO, expiresInSeconds }, NOW)
    expect(sign(604_800).expiresInSeconds).toBe(604_800)
    expect(thrown(() => sign(604_801), 'INVALID_INPUT').message).toBe(
      'expiresInSeconds must be at most 604800 seconds (7 days), not 604801; sign anew when that is over',
    )
    for (const seconds of [0, 1.5]) {
      expect(thrown(() => sign(seconds), 'INVALID_INPUT').details.input).toBe('expiresInSeconds')
    }
  })

  it('for a byte at least', () => {
    expect(uploadTerms({ ...VIDEO, size: 1 }, NOW).headers['content-length']).toBe('1')
    for (const size of [0, -1, 1.5, Number.NaN]) {
      const error = thrown(() => uploadTerms({ ...VIDEO, size }, NOW), 'INVALID_INPUT')
      expect(error.details).toEqual({ input: 'size', value: size })
      expect(error.message).toBe(`size must be a whole number of bytes from 1 on, not ${size}`)
    }
  })

  it('for a type that a header can carry', () => {
    const type = 'text/plain; charset=utf-8'
    expect(uploadTerms({ ...VIDEO, contentType: type }, NOW).headers['content-type']).toBe(type)
    const refusal = (contentType: unknown) =>
      thrown(() => uploadTerms({ ...VIDEO, contentType: contentType as string }, NOW), 'INVALID_INPUT')
        .message
    for (const wrong of ['', ' video/mp4', 'video/mp4 ', 'video/mp4\nx: y', 'vidéo/mp4']) {
      expect(refusal(wrong)).toBe(
        `contentType must be a media type, such as video/mp4, not ${JSON.stringify(wrong)}`,
      )
    }
    expect(refusal(undefined)).toContain(', not undefined')
    expect(refusal('é'.repeat(1_000))).toHaveLength(refusal('é').length + 99)
  })
})
