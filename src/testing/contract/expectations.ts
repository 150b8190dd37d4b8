import type { SceneError, SceneErrorCode } from '../../core/model/error.js'
import { isSceneError } from '../../core/model/error.js'

/** Characters of a value in a message. */
const LONGEST_VALUE = 300

/** What a case expected and did not find; the case makes a `ContractError` of it. */
export class UnmetExpectation extends Error {
  override readonly name = 'UnmetExpectation'
}

/** Ends the case: what was found, in words. */
export function fails(facts: string, cause?: unknown): never {
  throw new UnmetExpectation(facts, cause === undefined ? undefined : { cause })
}

/** The condition holds; `facts` says what was found instead. */
export function holds(condition: boolean, facts: string): asserts condition {
  if (!condition) fails(facts)
}

/**
 * The two are the same through and through: fields (an absent one is none that is `undefined`), lists in their order,
 * maps, sets and bytes.
 * @param what - What is compared, for the message.
 */
export function equal(actual: unknown, expected: unknown, what = 'the value'): void {
  const path = differenceIn(actual, expected)
  if (path === undefined) return
  const at = path === '' ? what : `${what}, at ${path.replace(/^\./, '')}`
  fails(`${at}: expected ${shown(valueAt(expected, path))}, got ${shown(valueAt(actual, path))}`)
}

/** The two lists have the same entries, in whatever order. */
export function sameEntries(actual: readonly string[], expected: readonly string[], what: string): void {
  equal([...actual].sort(), [...expected].sort(), what)
}

/** There is a value; it is returned. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) fails(`${what}: expected one, got none`)
  return value
}

/** The promise is rejected with a `SceneError` of this code; the error is returned. */
export async function rejectsWith<Code extends SceneErrorCode>(
  promise: Promise<unknown>,
  code: Code,
): Promise<SceneError<Code>> {
  let answer: unknown
  try {
    answer = await promise
  } catch (error) {
    if (isSceneError(error, code)) return error
    fails(`expected a SceneError ${code}, got ${shownError(error)}`, error)
  }
  fails(`expected a SceneError ${code}, got the answer ${shown(answer)}`)
}

/** A value in a few words. */
export function shown(value: unknown): string {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return typeof value
  const text = JSON.stringify(value, plainly)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text
}

/** An error in a few words. */
export function shownError(error: unknown): string {
  if (!isError(error)) return shown(error)
  return `${error.name}${isSceneError(error) ? ` ${error.code}` : ''}: ${error.message}`
}

/** The path of the first difference, such as `.scenes[3].value`; `undefined` when there is none. */
function differenceIn(a: unknown, b: unknown): string | undefined {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return undefined
  const [left, right] = [entriesOf(a), entriesOf(b)]
  if (left === undefined || right === undefined || Array.isArray(a) !== Array.isArray(b)) return ''
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    if (!left.has(key) || !right.has(key)) return key
    const inner = differenceIn(left.get(key), right.get(key))
    if (inner !== undefined) return key + inner
  }
  return undefined
}

/** The parts of a value by their step in a path; `undefined` of a value that has none. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return new Map(value.map((entry, at) => [`[${at}]`, entry as unknown]))
  if (isA('Map', value)) return new Map([...value].map(([key, entry]) => [`[${String(key)}]`, entry]))
  if (isA('Set', value)) return new Map([...value].map((entry: unknown) => [`[${shown(entry)}]`, true]))
  if (value instanceof Uint8Array) return new Map([...value].map((byte, at) => [`[${at}]`, byte]))
  return new Map(Object.entries(value).map(([name, entry]) => [`.${name}`, entry as unknown]))
}

function valueAt(value: unknown, path: string): unknown {
  const parts = entriesOf(value)
  if (path === '' || parts === undefined) return value
  // The longest key that the path begins with: keys of maps may contain any character.
  const [key] = [...parts.keys()].filter((step) => path.startsWith(step)).sort((x, y) => y.length - x.length)
  return key === undefined ? undefined : valueAt(parts.get(key), path.slice(key.length))
}

/** What JSON has no form for, in one that shows it. */
function plainly(_: string, value: unknown): unknown {
  if (isA('Map', value) || isA('Set', value)) return [...value] as unknown[]
  return typeof value === 'bigint' || Number.isNaN(value) ? String(value) : value
}

function isError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error
}

/** Whether a value is a map or a set, also of another realm: jest's copies come from outside of its sandbox. */
function isA(kind: 'Map', value: unknown): value is ReadonlyMap<unknown, unknown>
function isA(kind: 'Set', value: unknown): value is ReadonlySet<unknown>
function isA(kind: string, value: unknown): boolean {
  return Object.prototype.toString.call(value) === `[object ${kind}]`
}
