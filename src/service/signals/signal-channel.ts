import type { Signal } from './signal.js'

/** The name of the channel of `node:diagnostics_channel` that every service of a process publishes its signals on. */
export const SIGNAL_CHANNEL = '@badapple/scenes'

/** What is used of a channel. */
export interface SignalChannel {
  readonly hasSubscribers: boolean
  publish(signal: Signal): void
}

/**
 * The channel for signals, where there is one: in Node. It is asked for by name rather than imported, so that a bundle for a
 * browser needs no stand-in for a module that exists in Node alone.
 */
export function signalChannel(): SignalChannel | undefined {
  if (!('process' in globalThis)) return undefined
  // Old and partial versions of Node's interface lack it.
  const { getBuiltinModule } = process as Partial<Pick<NodeJS.Process, 'getBuiltinModule'>>
  return getBuiltinModule?.('node:diagnostics_channel').channel(SIGNAL_CHANNEL)
}
