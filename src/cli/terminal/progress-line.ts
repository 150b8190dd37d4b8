import type { OutputStream } from '../cli-process.js'
import { fit } from '../text/fit-text.js'
import { columnsOf } from './columns-of.js'

const CLEAR = '\r\u001b[K'
/** Milliseconds between two lines of progress in a file or a log. */
const PAUSE_MS = 10_000

/** How far the work is: on a terminal a line that is drawn anew in place, elsewhere a line now and then. */
export class ProgressLine {
  readonly #stream: OutputStream
  readonly #isLive: boolean
  #isShown = false
  #saidAtMs = Date.now()

  constructor(stream: OutputStream, isLive: boolean) {
    this.#stream = stream
    this.#isLive = isLive
  }

  show(text: string | undefined): void {
    if (text === undefined) this.hide()
    else if (this.#isLive) this.#draw(text)
    else this.#log(text)
  }

  /** Makes room for a line of something else. */
  hide(): void {
    if (!this.#isShown) return
    this.#stream.write(CLEAR)
    this.#isShown = false
  }

  #draw(text: string): void {
    this.#stream.write(CLEAR + fit(text, columnsOf(this.#stream) - 1))
    this.#isShown = true
  }

  #log(text: string): void {
    const nowMs = Date.now()
    if (nowMs - this.#saidAtMs < PAUSE_MS) return
    this.#saidAtMs = nowMs
    this.#stream.write(`${text}\n`)
  }
}
