import type { Command } from '../command.js'
import { UsageError } from './usage-error.js'

/**
 * Which words stand in the place of which positional, by its placeholder.
 * @throws UsageError for a word too many.
 */
export function placeTexts(
  { name, positionals }: Pick<Command, 'name' | 'positionals'>,
  words: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, readonly string[]>()
  let left = words
  for (const { placeholder, isRepeatable } of positionals) {
    const count = isRepeatable === true ? left.length : 1
    places.set(placeholder, left.slice(0, count))
    left = left.slice(count)
  }
  const [extra] = left
  if (extra === undefined) return places
  const takes = positionals.map(({ placeholder }) => placeholder).join(' and ')
  throw new UsageError(`'${extra}' is too much: ${name} takes ${takes === '' ? 'options only' : takes}`)
}
