import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageText } from '../../../src/service/event-stream/event-stream-text.js'
import { EventStreamParser } from '../../support/event-source.js'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** What a client makes of a text that arrives in pieces. */
function parsed(text: string, pieceLength = Infinity): EventStreamParser {
  const parser = new EventStreamParser()
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += pieceLength) parser.push(bytes.slice(at, at + pieceLength))
  return parser
}

describe('a message', () => {
  it('is lines, with an empty one at its end', () => {
    expect(messageText({ id: '7', data: 'a\nb' })).toBe('id: 7\ndata: a\ndata: b\n\n')
  })

  it('without data tells the client where it is, and is not dispatched', () => {
    expect(parsed(messageText({ id: '7' }))).toMatchObject({ lastEventId: '7', messages: [] })
  })

  it('arrives as it was sent, whatever is in it and wherever it is cut', () => {
    const data = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\r\n a:]*$/))
    fc.assert(
      fc.property(fc.array(data, { maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (texts, pieceLength) => {
        const whole = texts.map((text, at) => messageText({ id: String(at), data: text })).join('')
        const { messages } = parsed(whole, pieceLength)
        // A stream is UTF-8 and has one kind of line end.
        const arrives = (text: string) =>
          utf8.decode(new TextEncoder().encode(text.replaceAll(/\r\n?/g, '\n')))
        expect(messages).toEqual(
          texts.map((text, at) => ({ type: 'message', data: arrives(text), lastEventId: String(at) })),
        )
      }),
    )
  })
})
