import type { CancelSignal } from '../core/ports/scene-store.js'

/** What a client of the AWS SDK takes beside a request. */
export interface SendOptions {
  readonly abortSignal: AbortSignal
}

/**
 * Sends one request, which is aborted when it takes too long or nobody waits for it any more. The waiting ends then in any
 * case: the SDK does not look at the abort before it has credentials, and their provider may never answer.
 * @throws `TimeoutError` or `AbortError`; what the request throws.
 */
export async function withDeadline<T>(
  request: (options: SendOptions) => Promise<T>,
  timeoutMs: number,
  signal: CancelSignal | undefined,
): Promise<T> {
  const controller = new AbortController()
  let end: (reason: Error) => void = () => undefined
  const ended = new Promise<never>((_resolve, reject) => {
    end = (reason) => {
      reject(reason)
      controller.abort(reason)
    }
  })
  const stop = () => {
    end(named('AbortError', 'the request was aborted', signal?.reason))
  }
  const timeout = setTimeout(() => {
    end(named('TimeoutError', `there was no answer within ${timeoutMs} ms`))
  }, timeoutMs)
  signal?.addEventListener('abort', stop)
  if (signal?.aborted === true) stop()
  try {
    return await Promise.race([ended, request({ abortSignal: controller.signal })])
  } finally {
    clearTimeout(timeout)
    signal?.removeEventListener('abort', stop)
  }
}

/** An error that is called what the SDK calls it. */
function named(name: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name })
}
