import type { Reader } from './readers.js'
import { readAs } from './readers.js'
import { UsageError } from './usage-error.js'

/** Something that is given by its place on the command line, such as a project. */
export interface Positional<Value> {
  /** What stands for it in a usage line. */
  readonly placeholder: string
  readonly isOptional?: boolean
  readonly isRepeatable?: boolean
  /** What it is, for the help. */
  readonly summary: string
  /**
   * What was meant by the texts in its place.
   * @throws UsageError
   */
  readonly read: (texts: readonly string[]) => Value
}

/** What names a positional and says what it is. */
export type PositionalName = Pick<Positional<unknown>, 'placeholder' | 'summary'>

/** One that must be there. */
export function required<Value>(name: PositionalName, reader: Reader<Value>): Positional<Value> {
  return {
    ...name,
    read: ([first]) => {
      if (first === undefined) throw new UsageError(`${name.placeholder} is missing`)
      return readAs(name.placeholder, first, reader)
    },
  }
}

/** Any number of them, none included. */
export function anyNumber<Value>(name: PositionalName, reader: Reader<Value>): Positional<readonly Value[]> {
  return {
    ...name,
    isOptional: true,
    isRepeatable: true,
    read: (texts) => texts.map((text) => readAs(name.placeholder, text, reader)),
  }
}
