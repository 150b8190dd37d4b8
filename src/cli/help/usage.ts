import type { Command } from '../command.js'
import type { Option } from '../command-line/option.js'
import { shellWord } from '../text/shell-word.js'

/** The name of the program. */
export const PROGRAM = 'badapple-scenes'

/** How a command is called. */
export function usageOf({ name, positionals }: Command): string {
  const places = positionals.map(({ placeholder, isOptional, isRepeatable }) => {
    const repeated = isRepeatable === true ? `${placeholder}...` : placeholder
    return isOptional === true ? `[${repeated}]` : repeated
  })
  return [PROGRAM, name, ...places, '[options]'].join(' ')
}

/** How an option is written, such as `-t, --table NAME`. */
export function spellingOf({ name, short, placeholder }: Option<unknown>): string {
  const long = `--${name}${placeholder === undefined ? '' : ` ${placeholder}`}`
  return short === undefined ? long : `-${short}, ${long}`
}

/** A line to be copied into a shell. */
export function commandLine(...words: readonly string[]): string {
  return [PROGRAM, ...words].map(shellWord).join(' ')
}
