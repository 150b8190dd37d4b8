import type { CliProcess } from '../../../src/cli/cli-process.js'
import { runCli } from '../../../src/cli/run-cli.js'

/** What a run in this process said and ended with. */
export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** How it is run. */
export interface InProcessOptions {
  /** The folder that files are named from, for as long as it runs: one run at a time. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Both streams are a terminal of so many columns. */
  readonly columns?: number
  /** Ctrl-C is pressed as soon as this has been printed. */
  readonly interruptAt?: string
}

/** Runs the program in this process: what it says costs no start of another. */
export async function cliInProcess(
  args: readonly string[],
  { cwd, env = {}, columns, interruptAt }: InProcessOptions = {},
): Promise<Said> {
  const said = { stdout: '', stderr: '' }
  const listeners = new Map<string, () => void>()
  let isInterrupted = false
  const stream = (name: keyof typeof said) => ({
    ...(columns !== undefined && { isTTY: true, columns }),
    write: (text: string) => {
      said[name] += text
      if (interruptAt !== undefined && !isInterrupted && said.stdout.includes(interruptAt)) {
        isInterrupted = true
        setImmediate(() => listeners.get('SIGINT')?.())
      }
    },
    on: () => undefined,
  })
  const cliProcess: CliProcess = {
    argv: ['node', 'badapple-scenes', ...args],
    env: { USER: 'ada', ...env },
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    on: (signal, listener) => listeners.set(signal, listener),
    exit: (code) => {
      throw new Error(`it ended with ${code}`)
    },
  }
  const before = process.cwd()
  if (cwd !== undefined) process.chdir(cwd)
  try {
    return { code: await runCli(cliProcess), ...said }
  } finally {
    process.chdir(before)
  }
}
