import { readFileSync } from 'node:fs'
import { isSceneError } from '../index.js'
import type { CliProcess } from './cli-process.js'
import { closedOutput } from './closed-output.js'
import { CommandFailure } from './command-failure.js'
import { parseCommandLine } from './command-line/parse-command-line.js'
import { UsageError } from './command-line/usage-error.js'
import { COMMANDS, DEBUG, EVERYWHERE } from './command-table.js'
import { EXIT_CODES } from './exit-code.js'
import { commandHelp } from './help/command-help.js'
import { overallHelp } from './help/overall-help.js'
import { PROGRAM } from './help/usage.js'
import { listenForInterrupts } from './interrupts.js'
import { APPLY } from './options/writing-options.js'
import { printLines } from './terminal/page.js'
import type { Terminal } from './terminal/terminal.js'
import { openTerminal } from './terminal/terminal.js'
import { inCommands } from './text/in-commands.js'
import { messageOf } from './text/message-of.js'

const COMMAND_LINE = 2

/**
 * Does what the command line of a process says.
 * @returns The exit code.
 */
export async function runCli(process: CliProcess): Promise<number> {
  const terminal = openTerminal(process)
  const args = process.argv.slice(COMMAND_LINE)
  const output = closedOutput(process)
  try {
    const request = parseCommandLine(args, {
      commands: COMMANDS,
      everywhere: EVERYWHERE,
      environment: process.env,
    })
    const layout = { paint: terminal.paint, width: terminal.width() }
    switch (request.kind) {
      case 'version':
        terminal.print(version())
        return EXIT_CODES.clean
      case 'help': {
        const { command } = request
        printLines(
          terminal,
          command === undefined
            ? overallHelp(COMMANDS, EVERYWHERE, layout)
            : commandHelp(command, EVERYWHERE, layout),
        )
        return EXIT_CODES.clean
      }
      case 'run': {
        const { command, input } = request
        output.isWriting = command.options.includes(APPLY) && input.option(APPLY)
        return await run(process, terminal, (signal) =>
          command.run(input, { terminal, signal, user: process.env['USER'] ?? process.env['LOGNAME'] }),
        )
      }
    }
  } catch (error) {
    return report(error, terminal, args)
  } finally {
    terminal.progress(undefined)
    terminal.showCursor()
  }
}

async function run(
  process: CliProcess,
  terminal: Terminal,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const interrupts = listenForInterrupts(process, () => {
    terminal.showCursor()
    terminal.note('Stopping; Ctrl-C once more stops at once.')
  })
  try {
    const exitCode = await work(interrupts.signal)
    return interrupts.exitCode() ?? exitCode
  } catch (error) {
    const exitCode = interrupts.exitCode()
    if (exitCode === undefined) throw error
    terminal.note('Stopped; what is done stays done.')
    return exitCode
  }
}

/** Says in a line or two what is wrong. */
function report(error: unknown, { note }: Terminal, args: readonly string[]): number {
  const isDebugging = args.includes(`--${DEBUG.name}`)
  const message = inCommands(messageOf(error))
  const isUsage = error instanceof UsageError
  const isExpected = isUsage || error instanceof CommandFailure || isSceneError(error)
  note(`${PROGRAM}: ${isExpected ? '' : 'this is a defect: '}${message}${causeOf(error)}`)
  if (isUsage) note(`See ${[PROGRAM, ...args.filter(isCommand).slice(0, 1), '--help'].join(' ')}`)
  if (!isExpected && !isDebugging) note('--debug shows where it arose.')
  if (isDebugging && error instanceof Error) note(stackOf(error))
  return isUsage ? EXIT_CODES.usage : EXIT_CODES.failure
}

/** Why a table or a bucket does not answer, as the network says. */
function causeOf(error: unknown): string {
  if (!isSceneError(error, 'STORE_UNAVAILABLE') && !isSceneError(error, 'BLOB_UNREACHABLE')) return ''
  let { cause } = error
  while (isSceneError(cause)) ({ cause } = cause)
  return cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : ''
}

function isCommand(word: string): boolean {
  return COMMANDS.some(({ name }) => name === word)
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : ''
  return (error.stack ?? error.message) + cause
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const json: unknown = JSON.parse(text)
  return typeof json === 'object' && json !== null && 'version' in json ? String(json.version) : 'unknown'
}
