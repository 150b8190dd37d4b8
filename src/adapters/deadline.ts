import type { CancelSignal } from '../core/ports/scene-store.js'

/** What a client of the AWS SDK takes beside a request. */
export interface SendOptions {
  readonly abortSignal: AbortSignal
}

/** Sends one request, which is aborted when it takes too long or nobody waits for it any more. */
export async function withDeadline<T>(
  request: (options: SendOptions) => Promise<T>,
  timeoutMs: number,
  signal: CancelSignal | undefined,
): Promise<T> {
  const controller = new AbortController()
  const stop = () => {
    controller.abort(signal?.reason)
  }
  const timeout = setTimeout(stop, timeoutMs)
  signal?.addEventListener('abort', stop)
  if (signal?.aborted === true) stop()
  try {
    return await request({ abortSignal: controller.signal })
  } finally {
    clearTimeout(timeout)
    signal?.removeEventListener('abort', stop)
  }
}
