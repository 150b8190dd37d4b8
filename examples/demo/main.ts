import { ArgumentError, HELP, readArguments } from './arguments.js'
import { runDemo } from './demo.js'
import { openTerminal } from './terminal.js'

const USAGE_ERROR = 2
const SEEDS = 10_000

try {
  const { help, fast, seed = Math.floor(Math.random() * SEEDS) } = readArguments(process.argv.slice(2))
  const terminal = openTerminal()
  if (help) terminal.print(HELP)
  else await runDemo(terminal, { seed, fast })
} catch (error) {
  if (!(error instanceof ArgumentError)) throw error
  process.stderr.write(`${error.message}. See npm run demo -- --help\n`)
  process.exitCode = USAGE_ERROR
}
