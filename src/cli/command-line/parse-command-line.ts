import { parseArgs } from 'node:util'
import type { Command, Input } from '../command.js'
import type { Option } from './option.js'
import { didYouMean } from './nearest.js'
import { placeTexts } from './place-texts.js'
import { UsageError } from './usage-error.js'

/** What the process was asked to do. */
export type Request =
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly input: Input }

/** What a command line is read by. */
export interface Grammar {
  readonly commands: readonly Command[]
  /** Options that every command takes. */
  readonly everywhere: readonly Option<unknown>[]
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** An option of more commands than these is one of nearly all, and naming them helps nobody. */
const MOST_OWNERS = 4

type Token = ReturnType<typeof tokensOf>[number]

/**
 * Reads a command line, every option and positional of it.
 * @throws UsageError
 */
export function parseCommandLine(args: readonly string[], grammar: Grammar): Request {
  const { commands, everywhere } = grammar
  const known = [...everywhere, ...commands.flatMap(({ options }) => options)]
  const tokens = tokensOf(args, known)
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = givenIn(tokens, known)
  const [first, ...rest] = words
  const isHelp = given.has('help') || first === 'help'
  if (isHelp) return helpFor(first === 'help' ? rest[0] : first, commands)
  if (given.has('version')) return { kind: 'version' }
  if (first === undefined) throw new UsageError('a command is missing')
  const command = commandNamed(first, commands)
  const options = [...everywhere, ...command.options]
  for (const name of given.keys()) {
    if (!options.some((option) => option.name === name)) throw notOf(command, name, commands)
  }
  const input = inputOf(command, { options, given, words: rest, environment: grammar.environment })
  for (const option of options) input.option(option)
  for (const positional of command.positionals) input.positional(positional)
  command.check?.(input)
  return { kind: 'run', command, input }
}

function helpFor(name: string | undefined, commands: readonly Command[]): Request {
  return name === undefined ? { kind: 'help' } : { kind: 'help', command: commandNamed(name, commands) }
}

function commandNamed(name: string, commands: readonly Command[]): Command {
  const command = commands.find((one) => one.name === name)
  if (command !== undefined) return command
  const names = commands.map((one) => one.name)
  throw new UsageError(`there is no command '${name}'${didYouMean(name, names)}`)
}

/** Options take the same form with every command, so they may stand before its name. */
function tokensOf(args: readonly string[], known: readonly Option<unknown>[]) {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      known.map(({ name, short, placeholder }) => [
        name,
        {
          type: placeholder === undefined ? ('boolean' as const) : ('string' as const),
          multiple: true,
          ...(short !== undefined && { short }),
        },
      ]),
    ),
  })
  return tokens
}

/** The values of every option that is given; of a flag, an empty text for each time. */
function givenIn(
  tokens: readonly Token[],
  known: readonly Option<unknown>[],
): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, readonly string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = known.find(({ name }) => name === token.name)
    if (option === undefined) throw unknownOption(token.rawName, known)
    given.set(option.name, [...(given.get(option.name) ?? []), valueIn(token, option)])
  }
  return given
}

function valueIn(token: Extract<Token, { kind: 'option' }>, option: Option<unknown>): string {
  const { placeholder } = option
  if (placeholder === undefined) {
    if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`)
    return ''
  }
  // What begins with a dash is the next option, unless it is tied to this one.
  const isNext = token.inlineValue !== true && token.value?.startsWith('-') === true
  if (token.value !== undefined && token.value !== '' && !isNext) return token.value
  throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${placeholder}`)
}

function unknownOption(rawName: string, known: readonly Option<unknown>[]): UsageError {
  const names = [...new Set(known.map(({ name }) => `--${name}`))]
  return new UsageError(`there is no option ${rawName}${didYouMean(rawName, names)}`)
}

function notOf(command: Command, name: string, commands: readonly Command[]): UsageError {
  const owners = commands.filter(({ options }) => options.some((option) => option.name === name))
  const isRare = owners.length <= MOST_OWNERS
  const names = isRare ? `, but of ${owners.map((owner) => owner.name).join(', ')}` : ''
  return new UsageError(`--${name} is no option of ${command.name}${names}`)
}

function inputOf(
  command: Command,
  {
    options,
    given,
    words,
    environment,
  }: {
    readonly options: readonly Option<unknown>[]
    readonly given: ReadonlyMap<string, readonly string[]>
    readonly words: readonly string[]
    readonly environment: Grammar['environment']
  },
): Input {
  const places = placeTexts(command, words)
  const textsOf = ({ name, variable }: Option<unknown>): readonly string[] => {
    const inEnvironment = variable === undefined ? undefined : environment[variable]
    return given.get(name) ?? (inEnvironment === undefined || inEnvironment === '' ? [] : [inEnvironment])
  }
  return {
    option: (option) => {
      if (!options.some(({ name }) => name === option.name)) {
        throw new Error(`the command ${command.name} reads --${option.name}, and does not list it`)
      }
      return readFrom(option, textsOf(option), given.has(option.name))
    },
    isGiven: ({ name }) => given.has(name),
    wordsOf: (list) => list.flatMap((option) => wordsOf(option, given.get(option.name) ?? [])),
    positional: (positional) => positional.read(places.get(positional.placeholder) ?? []),
  }
}

/** An option as it stands on a command line; nothing where it is not given. */
function wordsOf({ name, placeholder }: Option<unknown>, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => (placeholder === undefined ? [`--${name}`] : [`--${name}`, text]))
}

/** What nobody typed, a mistake in the environment, says where it is from. */
function readFrom<Value>(option: Option<Value>, texts: readonly string[], isGiven: boolean): Value {
  try {
    return option.read(texts)
  } catch (error) {
    if (isGiven || option.variable === undefined || !(error instanceof UsageError)) throw error
    throw new UsageError(`${error.message}; it is from ${option.variable}`)
  }
}
