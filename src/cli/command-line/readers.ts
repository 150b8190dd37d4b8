import { parseTimestamp } from '../../index.js'
import type { Timestamp } from '../../index.js'
import { didYouMean } from './nearest.js'
import { UsageError } from './usage-error.js'

/** What a text says, or the rule that it breaks, to go on after "must be", with a hint if there is one. */
export type Read<Value> = { readonly value: Value } | { readonly rule: string; readonly hint?: string }

/** Finds out what a text from the command line says. */
export type Reader<Value> = (text: string) => Read<Value>

/**
 * What a text says.
 * @param what - What it is given as, such as `--limit`.
 * @throws UsageError
 */
export function readAs<Value>(what: string, given: string, reader: Reader<Value>): Value {
  const read = reader(given)
  if ('value' in read) return read.value
  throw new UsageError(`${what} must be ${read.rule}, not '${given}'${read.hint ?? ''}`)
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Any text but the empty one. */
export const text: Reader<string> = (given) => (given === '' ? { rule: 'a text' } : { value: given })

/** One of some words. */
export function oneOf<Word extends string>(words: readonly Word[]): Reader<Word> {
  return (given) => {
    const word = words.find((one) => one === given)
    if (word !== undefined) return { value: word }
    const near = didYouMean(given, words)
    return { rule: near === '' ? `one of ${words.join(', ')}` : 'one of those in the help', hint: near }
  }
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  const rule =
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number from ${least} on`
      : `a whole number from ${least} to ${most}`
  return (given) => {
    const number = Number(given)
    return /^\d+$/.test(given) && number >= least && number <= most ? { value: number } : { rule }
  }
}

/** A number above nothing, with or without a fraction. */
export const positiveNumber: Reader<number> = (given) => {
  const number = Number(given)
  return /^\d*\.?\d+$/.test(given) && number > 0 ? { value: number } : { rule: 'a number above 0' }
}

/** An amount in dollars, with or without the sign. */
export const price: Reader<number> = (given) => {
  const read = positiveNumber(given.replace(/^\$/, ''))
  return 'value' in read ? read : { rule: 'a price in dollars, such as 0.40' }
}

/** A length of time with its unit, in milliseconds. */
export const duration: Reader<number> = (given) => {
  const [, number = '', unit = ''] = /^(\d*\.?\d+)(ms|s|m|h)$/.exec(given) ?? []
  const ms = Number(number) * (UNIT_MS[unit] ?? 0)
  return ms > 0 ? { value: ms } : { rule: 'a length of time with its unit, such as 90s, 10m or 2h' }
}

/** A moment. */
export const moment: Reader<Timestamp> = (given) => {
  const value = parseTimestamp(given)
  return value === undefined ? { rule: 'a moment such as 2025-11-24T12:00:00Z' } : { value }
}

/** Which of how many equal parts, counted from 1 on the command line and from 0 in what it says. */
export const share: Reader<{ readonly index: number; readonly of: number }> = (given) => {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(given) ?? []
  const [index, of] = [Number(part) - 1, Number(parts)]
  const isOne = Number.isSafeInteger(of) && index >= 0 && index < of
  return isOne ? { value: { index, of } } : { rule: 'a part of a whole, such as 1/4 for the first of four' }
}
