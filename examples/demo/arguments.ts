import { parseArgs } from 'node:util'

/** What the demo was asked to do. */
export interface DemoArguments {
  readonly help: boolean
  readonly fast: boolean
  /** Missing: one is drawn. */
  readonly seed?: number
}

/** An option that does not exist, or a value that it does not take. The message is one line for the terminal. */
export class ArgumentError extends Error {}

const MAX_SEED = 2 ** 32 - 1

/** The text of `--help`. */
export const HELP = `Usage: npm run demo -- [options]

Loads a table export and a bucket listing into memory, audits and repairs it,
generates the videos that are missing with a simulated provider, and shows the
state before and after.

Options:
  --seed <number>  repeat a run: the same seed gives the same run
  --fast           do not wait for simulated time; one line per event
  --help           show this text

On a terminal the progress is drawn in place. Otherwise there is one line per
event, nothing waits, and the same seed prints the same bytes.`

/**
 * Reads the command line.
 * @throws ArgumentError
 */
export function readArguments(given: readonly string[]): DemoArguments {
  const { seed, ...flags } = parse(given)
  return { ...flags, ...(seed !== undefined && { seed: seedOf(seed) }) }
}

function parse(given: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        seed: { type: 'string' },
        fast: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // Node adds a paragraph of advice about arguments that begin with a dash.
    const [what = error.message] = error.message.split(/\. |\.?\n/, 1)
    const hint = what.startsWith('Unexpected argument') ? ' (npm passes options on after --)' : ''
    throw new ArgumentError(what + hint, { cause: error })
  }
}

function seedOf(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed <= MAX_SEED) return seed
  throw new ArgumentError(`--seed must be a whole number from 0 to ${MAX_SEED}, not '${text}'`)
}
