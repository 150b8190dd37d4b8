import { SceneError } from '../../core/model/error.js'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import type { SendOptions } from '../deadline.js'
import { withDeadline } from '../deadline.js'
import { toStoreError } from './store-error.js'

/** How requests are sent: tried again for so long, each for so long. */
export interface SendingOptions {
  /** How long one request may take, in milliseconds, the tries of the SDK included. Default: 10,000. */
  readonly requestTimeoutMs?: number
  /** How long a request is tried again when the table is busy or does not answer, in milliseconds. Default: 10,000. */
  readonly retryBudgetMs?: number
  /** Waits between tries; tests bring their own. Resolves early when the signal is aborted. */
  readonly sleep?: (ms: number, signal?: CancelSignal) => Promise<void>
  /** The present in milliseconds, for the budget. Default: the machine's. */
  readonly now?: () => number
  /** Chance for waits between tries, from 0 to below 1. Default: `Math.random`. */
  readonly random?: () => number
}

/** The first wait between two tries, in milliseconds; doubled each time up to the longest. */
const BASE_MS = 25
const LONGEST_MS = 2_000

/** Sends requests, again where that may help, and says in one kind of error what is wrong. */
export class Sender {
  readonly #table: string
  readonly #options: Required<SendingOptions>

  constructor(table: string, options: SendingOptions) {
    this.#table = table
    const {
      requestTimeoutMs = 10_000,
      retryBudgetMs = 10_000,
      sleep = realSleep,
      now = Date.now,
      random = Math.random,
    } = options
    this.#options = { requestTimeoutMs, retryBudgetMs, sleep, now, random }
  }

  /**
   * @param request - One request; it must be harmless to send it again.
   * @param answer - Whether an error is an answer, and which.
   * @throws SceneError `STORE_UNAVAILABLE`, `STORE_REFUSED`, `ABORTED`
   */
  async send<T>(
    request: (options: SendOptions) => Promise<T>,
    signal: CancelSignal | undefined,
    answer: (error: unknown) => T | undefined = () => undefined,
    codes?: (error: unknown) => readonly string[],
  ): Promise<T> {
    const { requestTimeoutMs, retryBudgetMs, sleep, now, random } = this.#options
    const startMs = now()
    for (let tries = 1; ; tries++) {
      if (signal !== undefined && isAborted(signal)) throw aborted(signal, now() - startMs)
      try {
        return await withDeadline(request, requestTimeoutMs, signal)
      } catch (error) {
        if (signal !== undefined && isAborted(signal)) throw aborted(signal, now() - startMs)
        const answered = answer(error)
        if (answered !== undefined) return answered
        const failure = toStoreError(error, this.#table, codes?.(error))
        const waitMs = random() * Math.min(LONGEST_MS, BASE_MS * 2 ** Math.min(tries - 1, 20))
        if (!failure.retryable || now() + waitMs > startMs + retryBudgetMs) throw failure
        await sleep(waitMs, signal)
      }
    }
  }
}

/** It may have become so since it was looked at last. */
function isAborted({ aborted }: CancelSignal): boolean {
  return aborted
}

function aborted(signal: CancelSignal, waitedMs: number): SceneError {
  return new SceneError(
    'ABORTED',
    'the request was aborted; it may or may not have taken effect',
    { waitedMs },
    { cause: signal.reason },
  )
}

function realSleep(ms: number, signal?: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timeout)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timeout = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
