import { isSceneError } from '@badapple/scenes'
import { newWebhookSecret } from '@badapple/scenes/webhooks'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import type { SignedContent, WebhookHeaders } from '../../src/webhooks/signature.js'
import { signedHeaders, verify } from '../../src/webhooks/signature.js'
import { signersOf } from '../../src/webhooks/webhook-secrets.js'

/** The published example of the specification. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const CONTENT: SignedContent = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampSeconds: 1_614_265_330,
  body: '{"test": 2432232314}',
}
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

/** What is wrong with a request at the time of the example; `undefined` when nothing is. */
function problemOf(
  headers: Partial<WebhookHeaders>,
  body: string,
  { secrets = [SECRET], laterSeconds = 0 }: { secrets?: readonly string[]; laterSeconds?: number } = {},
): string | undefined {
  try {
    verify((name) => headers[name] ?? null, body, {
      signers: signersOf(secrets),
      nowMs: (CONTENT.timestampSeconds + laterSeconds) * 1_000,
      toleranceSeconds: 300,
    })
    return undefined
  } catch (error) {
    if (isSceneError(error, 'WEBHOOK_INVALID')) return error.details.problem
    throw error
  }
}

const HEADERS = signedHeaders(signersOf([SECRET]), CONTENT)

describe('the published example', () => {
  it('is signed as the specification says', () => {
    expect(HEADERS).toEqual({
      'webhook-id': CONTENT.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': SIGNATURE,
    })
    const library = new Webhook(SECRET)
    expect(library.sign(CONTENT.id, new Date(CONTENT.timestampSeconds * 1_000), CONTENT.body)).toBe(SIGNATURE)
  })

  it('verifies', () => {
    expect(problemOf(HEADERS, CONTENT.body)).toBeUndefined()
  })
})

describe('a webhook', () => {
  const contents = fc.record({
    id: fc.stringMatching(/^[A-Za-z0-9_:-]{1,40}$/),
    timestampSeconds: fc.constant(CONTENT.timestampSeconds),
    body: fc.string({ unit: 'binary' }),
  })

  it('verifies as it was sent, also by the official library', () => {
    const nowSeconds = Math.floor(Date.now() / 1_000)
    fc.assert(
      fc.property(contents, (content) => {
        expect(problemOf(signedHeaders(signersOf([SECRET]), content), content.body)).toBeUndefined()
        const now = { ...content, timestampSeconds: nowSeconds, body: JSON.stringify(content.body) }
        const headers = { ...signedHeaders(signersOf([SECRET]), now) }
        expect(new Webhook(SECRET).verify(now.body, headers)).toBe(content.body)
      }),
    )
  })

  it('is refused when any character of it is another', () => {
    const parts = fc.constantFrom('webhook-id', 'webhook-timestamp', 'webhook-signature', 'body')
    const edits = fc.record({
      part: parts,
      at: fc.nat(),
      kind: fc.constantFrom('replace', 'insert', 'remove'),
    })
    const characters = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
    fc.assert(
      fc.property(contents, edits, characters, (content, { part, at, kind }, character) => {
        const sent = { ...signedHeaders(signersOf([SECRET]), content), body: content.body }
        const place = at % (sent[part].length + 1)
        const rest = sent[part].slice(kind === 'insert' ? place : place + 1)
        const changed = sent[part].slice(0, place) + (kind === 'remove' ? '' : character) + rest
        // A list of signatures with another one in it, and a list with a gap in it, hold the right one still.
        fc.pre(
          changed !== sent[part] &&
            !(part === 'webhook-signature' && changed.split(' ').includes(sent[part])),
        )
        const { body, ...headers } = { ...sent, [part]: changed }
        expect(problemOf(headers, body)).toBeDefined()
      }),
      { numRuns: 2_000 },
    )
  })

  it('is refused when a byte of the signature differs in a single bit', () => {
    for (let at = 0; at < SIGNATURE.length; at++) {
      const changed = String.fromCharCode(SIGNATURE.charCodeAt(at) ^ 1)
      const signature = SIGNATURE.slice(0, at) + changed + SIGNATURE.slice(at + 1)
      expect(problemOf({ ...HEADERS, 'webhook-signature': signature }, CONTENT.body)).toBe('signature')
    }
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)('is none without %s', (name) => {
    expect(problemOf({ ...HEADERS, [name]: undefined }, CONTENT.body)).toBe('headers')
  })

  it.each([
    '01614265330',
    '1614265330.0',
    '1614265330 ',
    ' 1614265330',
    '+1614265330',
    '1614265330x',
    '0x60379e32',
    '1e9',
  ])('is none with the time %j, however much it looks like the one that was signed', (timestamp) => {
    expect(problemOf({ ...HEADERS, 'webhook-timestamp': timestamp }, CONTENT.body)).toBe('headers')
  })

  it('is refused five minutes after it was sent, and five minutes before', () => {
    for (const laterSeconds of [300, -300])
      expect(problemOf(HEADERS, CONTENT.body, { laterSeconds })).toBeUndefined()
    for (const laterSeconds of [301, -301])
      expect(problemOf(HEADERS, CONTENT.body, { laterSeconds })).toBe('timestamp')
  })

  it('goes by other versions of signatures only as far as one of them is known', () => {
    const asymmetric =
      'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=='
    const both = { ...HEADERS, 'webhook-signature': `${asymmetric} ${SIGNATURE}` }
    expect(problemOf(both, CONTENT.body)).toBeUndefined()
    expect(problemOf({ ...both, 'webhook-signature': asymmetric }, CONTENT.body)).toBe('signature')
    expect(problemOf({ ...both, 'webhook-signature': SIGNATURE.replace('v1', 'v2') }, CONTENT.body)).toBe(
      'signature',
    )
  })
})

describe('secrets', () => {
  it('change without a webhook that is refused', () => {
    const [old, next] = [newWebhookSecret(), newWebhookSecret()]
    const sendersSecrets = [[old], [next, old], [next]]
    const receiversSecrets = [[old], [old, next], [next]]
    const problem = (sender: number, receiver: number) => {
      const headers = signedHeaders(signersOf(sendersSecrets[sender] ?? []), CONTENT)
      return problemOf(headers, CONTENT.body, { secrets: receiversSecrets[receiver] ?? [] })
    }
    expect(signedHeaders(signersOf([next, old]), CONTENT)['webhook-signature'].split(' ')).toHaveLength(2)
    // The sender begins to sign with both, then the receiver changes at any moment, then the sender forgets the old one.
    for (const receiver of [0, 1, 2]) expect(problem(1, receiver)).toBeUndefined()
    // The other way round: the receiver takes both, and the sender changes at once.
    for (const sender of [0, 1, 2]) expect(problem(sender, 1)).toBeUndefined()
    expect(problem(0, 2)).toBe('signature')
    expect(problem(2, 0)).toBe('signature')
  })

  it.each([
    ['none', []],
    ['something else', ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
    ['23 bytes', [`whsec_${Buffer.alloc(23).toString('base64')}`]],
    ['65 bytes', [`whsec_${Buffer.alloc(65).toString('base64')}`]],
    ['base64 that is none', ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa?w']],
    ['one good and one bad', [SECRET, 'whsec_']],
    ['a number', [7]],
  ])('cannot be %s, and no message shows them', (_, secrets) => {
    const make: (given: never) => unknown = signersOf
    const error: unknown = (() => {
      try {
        return make(secrets as never)
      } catch (caught) {
        return caught
      }
    })()
    if (!isSceneError(error, 'INVALID_INPUT')) throw error
    expect(error.details.input).toBe('secrets')
    const shown = JSON.stringify([error.message, error.details])
    for (const secret of secrets) {
      if (String(secret).length > 6) expect(shown).not.toContain(String(secret).slice(6))
    }
  })

  it.each([24, 25, 26, 64])('may have %i bytes', (bytes) => {
    expect(signersOf([`whsec_${Buffer.alloc(bytes, 7).toString('base64')}`])).toHaveLength(1)
  })

  it('are new each time', () => {
    const secrets = Array.from({ length: 20 }, newWebhookSecret)
    expect(new Set(secrets).size).toBe(20)
    expect(signersOf(secrets)).toHaveLength(20)
  })
})
