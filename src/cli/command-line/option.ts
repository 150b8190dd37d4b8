import type { Reader } from './readers.js'
import { readAs } from './readers.js'
import { UsageError } from './usage-error.js'

/** Something that is given by name, such as `--table MVProjects`. */
export interface Option<Value> {
  /** Without the dashes. */
  readonly name: string
  readonly short?: string
  /** What stands for the value in a usage line; a flag has none. */
  readonly placeholder?: string
  readonly isRepeatable?: boolean
  /** What it does, for the help. */
  readonly summary: string
  /** The environment variable that stands in for it. */
  readonly variable?: string
  /**
   * What was meant by the values that were given, none where it was not; of a flag there is one for each time.
   * @throws UsageError
   */
  readonly read: (texts: readonly string[]) => Value
}

/** What names an option and says what it is for. */
export type OptionName = Pick<Option<unknown>, 'name' | 'short' | 'summary' | 'variable'>

/** An option that is there or not. */
export function flag(option: OptionName): Option<boolean> {
  return { ...option, read: (texts) => texts.length > 0 }
}

/** An option with a value; `undefined` where it is not given. */
export function value<Value>(
  option: OptionName & { readonly placeholder: string; readonly reader: Reader<Value> },
): Option<Value | undefined> {
  const { reader, ...rest } = option
  return {
    ...rest,
    read: (texts) => {
      if (texts.length > 1)
        throw new UsageError(`--${option.name} is given ${texts.length} times; once will do`)
      return texts.map((text) => readAs(`--${option.name}`, text, reader))[0]
    },
  }
}

/** An option that may be given several times, or with several values between commas. */
export function list<Value>(
  option: OptionName & { readonly placeholder: string; readonly reader: Reader<Value> },
): Option<readonly Value[] | undefined> {
  const { reader, ...rest } = option
  return {
    ...rest,
    isRepeatable: true,
    read: (texts) => {
      if (texts.length === 0) return undefined
      return texts
        .flatMap((text) => text.split(','))
        .map((text) => readAs(`--${option.name}`, text.trim(), reader))
    },
  }
}
