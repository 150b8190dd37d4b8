/** A message as a browser's `EventSource` dispatches it. */
export interface Message {
  readonly type: string
  readonly data: string
  readonly lastEventId: string
}

/**
 * Reads an event stream by the rules of the HTML standard, section "Interpreting an event stream", as far as these tests
 * need them: chunks may end anywhere, lines end with CR, LF or both.
 */
export class EventStreamParser {
  readonly messages: Message[] = []
  readonly comments: string[] = []
  retryMs: number | undefined
  lastEventId = ''
  readonly #decoder = new TextDecoder()
  #rest = ''
  #data: string[] = []
  #type = ''
  #id = ''

  push(chunk: Uint8Array): void {
    this.#rest += this.#decoder.decode(chunk, { stream: true })
    for (;;) {
      const end = /\r\n|\n|\r(?=[^\n])/.exec(this.#rest)
      if (end === null) return
      const line = this.#rest.slice(0, end.index)
      this.#rest = this.#rest.slice(end.index + end[0].length)
      this.#line(line)
    }
  }

  #line(line: string): void {
    if (line === '') {
      this.#dispatch()
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) {
      this.comments.push(line.slice(1))
      return
    }
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') this.#data.push(value)
    if (field === 'event') this.#type = value
    if (field === 'id' && !value.includes('\0')) this.#id = value
    if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value)
  }

  #dispatch(): void {
    this.lastEventId = this.#id
    const type = this.#type === '' ? 'message' : this.#type
    if (this.#data.length > 0)
      this.messages.push({ type, data: this.#data.join('\n'), lastEventId: this.#id })
    this.#data = []
    this.#type = ''
  }
}
