import type { CliProcess } from './cli-process.js'

/** Signals that end the work, and the exit codes that tell so. */
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const

/** Whether somebody asked to stop. */
export interface Interrupts {
  readonly signal: AbortSignal
  /** What the process ends with when it was asked to; `undefined` when it was not. */
  readonly exitCode: () => number | undefined
}

/** Aborts on the first Ctrl-C, and ends the process on the second. */
export function listenForInterrupts(
  process: Pick<CliProcess, 'on' | 'exit'>,
  onFirst: () => void,
): Interrupts {
  const controller = new AbortController()
  let exitCode: number | undefined
  for (const [name, code] of SIGNALS) {
    process.on(name, () => {
      if (exitCode !== undefined) process.exit(code)
      exitCode = code
      onFirst()
      controller.abort()
    })
  }
  return { signal: controller.signal, exitCode: () => exitCode }
}
