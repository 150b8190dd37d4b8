import type { CliProcess } from './cli-process.js'

/** Output that somebody may stop reading. */
export interface ClosedOutput {
  /** Whether the command writes to a table or a file. */
  isWriting: boolean
}

/**
 * A reader that has seen enough (`| head`) is no error. What only looks ends there; what writes goes on without being heard,
 * as half of a repair helps nobody. What is said beside the results decides nothing.
 */
export function closedOutput({
  stdout,
  stderr,
  exit,
}: Pick<CliProcess, 'stdout' | 'stderr' | 'exit'>): ClosedOutput {
  const output = { isWriting: false }
  stdout.on('error', (error) => {
    throwUnlessClosed(error)
    if (!output.isWriting) exit(0)
  })
  stderr.on('error', throwUnlessClosed)
  return output
}

function throwUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
