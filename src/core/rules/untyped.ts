import { SceneError } from '../model/error.js'

/** What is wrong with a value that a caller passed. */
export function invalidInput(input: string, message: string): SceneError<'INVALID_INPUT'> {
  return new SceneError('INVALID_INPUT', message, { input })
}

/** A property of whatever was passed; `undefined` where that has none. */
export function propertyOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** @throws SceneError `INVALID_INPUT` */
export function assertObject(value: unknown, input: string): void {
  if (typeof value !== 'object' || value === null) throw invalidInput(input, `${input} must be an object`)
}

/**
 * The entries of a list, by which callers without types may pass anything.
 * @throws SceneError `INVALID_INPUT`
 */
export function entriesOf<T>(list: Iterable<T>, input: string): readonly T[] {
  if (typeof propertyOf(list, Symbol.iterator) === 'function') return [...list]
  throw invalidInput(input, `${input} must be a list`)
}

/**
 * The value, if it is one of a closed list of texts.
 * @throws SceneError `INVALID_INPUT`
 */
export function oneOf<T extends string>(values: readonly T[], value: unknown, input: string): T {
  const found = values.find((candidate) => candidate === value)
  if (found !== undefined) return found
  const shown = typeof value === 'string' ? ` "${value.slice(0, 60)}"` : ''
  throw invalidInput(input, `unknown ${input}${shown}: it must be one of ${values.join(', ')}`)
}
