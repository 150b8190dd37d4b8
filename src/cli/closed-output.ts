import type { CliProcess } from './cli-process.js'

/** Output that somebody may stop reading. */
export interface ClosedOutput {
  /** Whether the command writes to a table or a file. */
  isWriting: boolean
}

/**
 * A reader that has seen enough (`| head`) is no error. What only looks ends there; what writes goes on without being heard,
 * as half of a repair helps nobody.
 */
export function closedOutput(process: Pick<CliProcess, 'stdout' | 'exit'>): ClosedOutput {
  const output = { isWriting: false }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (!output.isWriting) process.exit(0)
  })
  return output
}
