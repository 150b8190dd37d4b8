import type { ObjectKey, StoredKey } from '../model/object-key.js'
import { toStoredKey } from '../model/object-key.js'
import type { TrimPoints } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'
import type { ItemValue } from './item.js'
import { isList } from './item.js'
import { parseItemTime, toItemTime } from './item-time.js'

/** How one kind of value is stored. */
export interface Attribute<T> {
  /** What a stored value must be, for messages. */
  readonly expected: string
  /** The value, or `undefined` when the stored one cannot be read. */
  decode(stored: ItemValue): T | undefined
  encode(value: T): ItemValue
  /** Whether `""` means that there is none. */
  readonly emptyIsAbsent?: boolean
  /** Every value that can be read, where those are a closed list. */
  readonly choices?: readonly string[]
}

export const text: Attribute<string> = {
  expected: 'a string',
  decode: (stored) => (typeof stored === 'string' ? stored : undefined),
  encode: (value) => value,
}

export const number: Attribute<number> = {
  expected: 'a number',
  decode: (stored) => (typeof stored === 'number' ? stored : undefined),
  encode: (value) => value,
}

/** A whole number from `least` on. */
export function wholeNumber(least: number): Attribute<number> {
  return {
    expected: `a whole number from ${least} on`,
    decode: (stored) =>
      typeof stored === 'number' && Number.isSafeInteger(stored) && stored >= least ? stored : undefined,
    encode: (value) => value,
  }
}

export const boolean: Attribute<boolean> = {
  expected: 'true or false',
  decode: (stored) => (typeof stored === 'boolean' ? stored : undefined),
  encode: (value) => value,
}

export const time: Attribute<Timestamp> = {
  expected: 'a date-time such as 2025-11-24T08:15:30.123456+0000',
  decode: (stored) => (typeof stored === 'string' ? parseItemTime(stored) : undefined),
  encode: toItemTime,
}

/** A text that breaks no rule of keys, as nearly all do not. */
const USUAL_KEY = /^(?=.{1,300}$)[\w-]+(?:[./][\w-]+)*$/

function parseStoredKey(text: string): StoredKey {
  return USUAL_KEY.test(text) ? (text as ObjectKey) : toStoredKey(text)
}

/** An object key, or what was stored in its place. */
export const storedKey: Attribute<StoredKey> = {
  expected: 'an object key',
  decode: (stored) => (typeof stored === 'string' ? parseStoredKey(stored) : undefined),
  encode: (value) => value,
  emptyIsAbsent: true,
}

/** One of a closed list of texts. */
export function oneOf<T extends string>(values: readonly T[]): Attribute<T> {
  return {
    expected: `one of ${values.join(', ')}`,
    decode: (stored) => values.find((value) => value === stored),
    encode: (value) => value,
    choices: values,
  }
}

/** A list of values that are all stored alike. */
export function listOf<T>(entry: Attribute<T>): Attribute<readonly T[]> {
  return {
    expected: `a list, each ${entry.expected}`,
    decode: (stored) => {
      if (!isList(stored)) return undefined
      const entries = stored.map((value) => entry.decode(value))
      return entries.every((value): value is Awaited<T> => value !== undefined) ? entries : undefined
    },
    encode: (values) => values.map((value) => entry.encode(value)),
  }
}

/** Trim points as the backend stores them: a string of JSON, with Python's spelling of floats. */
export const trimPoints: Attribute<TrimPoints> = {
  expected: 'JSON such as {"in": 0.0, "out": 8.0}',
  decode: (stored) => (typeof stored === 'string' ? parseTrimPoints(stored) : undefined),
  encode: (value) => `{"in": ${float(value.in)}, "out": ${float(value.out)}}`,
  emptyIsAbsent: true,
}

function parseTrimPoints(json: string): TrimPoints | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || !('in' in parsed) || !('out' in parsed))
    return undefined
  const { in: start, out: end } = parsed
  return typeof start === 'number' && typeof end === 'number' ? { in: start, out: end } : undefined
}

function float(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
}
