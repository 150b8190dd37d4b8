import type { ProjectRecords } from '../../index.js'
import type { Input } from '../command.js'
import { CommandFailure } from '../command-failure.js'
import { SCENES } from './positionals.js'

/**
 * The scenes that were named, each once, which the project has.
 * @throws CommandFailure
 */
export function chosenScenes(input: Input, { project, scenes }: ProjectRecords): readonly number[] {
  const chosen = [...new Set(input.positional(SCENES))]
  const known = scenes.map(({ value }) => value.sequence)
  const unknown = chosen.filter((sequence) => !known.includes(sequence))
  if (unknown.length === 0) return chosen
  const has = known.length === 0 ? 'no scenes' : `scenes ${inShort(known)}`
  throw new CommandFailure(
    `project ${project.value.projectId} has no scene ${unknown.join(', ')}; it has ${has}`,
  )
}

/** Numbers in ascending order, those in a row as `1-7`. */
function inShort(numbers: readonly number[]): string {
  const runs: { readonly first: number; last: number }[] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && number === run.last + 1) run.last = number
    else runs.push({ first: number, last: number })
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(', ')
}
