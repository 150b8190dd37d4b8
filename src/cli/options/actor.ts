import type { Context, Input } from '../command.js'
import { ACTOR } from './writing-options.js'

/** Who does it, for the history. */
export function actorOf(input: Input, { user }: Context): string {
  return input.option(ACTOR) ?? (user === undefined ? 'cli' : `cli:${user}`)
}
