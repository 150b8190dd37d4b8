import type { Option } from './command-line/option.js'
import type { Positional } from './command-line/positional.js'
import type { ExitCode } from './exit-code.js'
import type { Terminal } from './terminal/terminal.js'

/** Parts of the overall help, in its order. */
export const COMMAND_GROUPS = {
  look: 'Look; nothing is written',
  'put-right': 'Put right; written only with --apply',
  tables: 'Whole tables',
  learn: 'Learn',
} as const

/** A command with all that help, parsing and the guide know about it. */
export interface Command {
  readonly name: string
  readonly group: keyof typeof COMMAND_GROUPS
  /** A line that begins with a verb, without a full stop. */
  readonly summary: string
  /** Paragraphs of the command's own help. */
  readonly description: readonly string[]
  readonly positionals: readonly Positional<unknown>[]
  readonly options: readonly Option<unknown>[]
  readonly examples: readonly Example[]
  /**
   * Refuses what does not go together, whatever the records say.
   * @throws UsageError
   */
  readonly check?: (input: Input) => void
  readonly run: (input: Input, context: Context) => Promise<ExitCode>
}

/** A command line, and what it does. */
export interface Example {
  /** What follows the name of the program. */
  readonly line: string
  readonly effect: string
}

/** What was given to a command; all of it can be read. */
export interface Input {
  /** The value of an option of the command. */
  readonly option: <Value>(option: Option<Value>) => Value
  /** Whether it stands on the command line, and not only in the environment. */
  readonly isGiven: (option: Option<unknown>) => boolean
  /** Those of some options that stand on the command line, word by word, to be repeated on another. */
  readonly wordsOf: (options: readonly Option<unknown>[]) => readonly string[]
  readonly positional: <Value>(positional: Positional<Value>) => Value
}

/** What a command works with besides its input. */
export interface Context {
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Who works here, as far as the environment says. */
  readonly user: string | undefined
}
