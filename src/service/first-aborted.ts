/** A signal that follows others, until one of them is aborted or it is let go of. */
export interface FirstAborted {
  readonly signal: AbortSignal
  /** Ends it: what was left on the signal goes with it, however long the others live. */
  readonly letGo: () => void
}

/**
 * A signal that is aborted with the first of others. `AbortSignal.any` would be one, but Node keeps those that somebody
 * listens to for as long as the others live: each clip whose generator leaves a listener behind, each watch whose store does.
 */
export function firstAborted(signals: readonly AbortSignal[]): FirstAborted {
  const controller = new AbortController()
  const letGo = () => {
    for (const signal of signals) signal.removeEventListener('abort', stop)
  }
  const stop = (event: Event) => {
    letGo()
    controller.abort((event.target as AbortSignal).reason)
  }
  const aborted = signals.find((signal) => signal.aborted)
  if (aborted !== undefined) controller.abort(aborted.reason)
  else for (const signal of signals) signal.addEventListener('abort', stop)
  return { signal: controller.signal, letGo }
}
