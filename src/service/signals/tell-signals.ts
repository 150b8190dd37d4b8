import type { Signal, SignalListener } from './signal.js'
import { signalChannel } from './signal-channel.js'

/**
 * Tells a listener and the channel of the process. Each gets a copy, so that neither can change the work that a signal is
 * about; and whatever they throw ends nothing. With nobody listening it costs next to nothing.
 */
export function tellSignals(listener: SignalListener | undefined): SignalListener {
  const channel = signalChannel()
  return (signal) => {
    if (listener !== undefined) tell(listener, structuredClone(signal))
    if (channel?.hasSubscribers === true) channel.publish(structuredClone(signal))
  }
}

function tell(listener: (signal: Signal) => unknown, signal: Signal): void {
  try {
    const answer = listener(signal)
    if (answer instanceof Promise) answer.catch(warn)
  } catch (error) {
    warn(error)
  }
}

/** There is no call at whose end it could be thrown: signals belong to the service as a whole. */
function warn(error: unknown): void {
  const message = `a listener of signals failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  if ('process' in globalThis) {
    process.emitWarning(message, 'SceneSignalWarning')
    return
  }
  // What browsers have in its place; the types of Node do not know it.
  const report: unknown = Reflect.get(globalThis, 'reportError')
  if (typeof report === 'function') Reflect.apply(report, globalThis, [new Error(message, { cause: error })])
}
