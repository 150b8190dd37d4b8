import { SceneError } from '../model/error.js'
import type { DynamoJson, Item, ItemValue } from './item.js'
import { isList, RawAttribute } from './item.js'

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i

/** A stored item in DynamoDB JSON: `{ "PK": { "S": "PROJECT#…" }, … }`. */
export type DynamoJsonItem = Readonly<Record<string, DynamoJson>>

/**
 * An item in plain form.
 * @param json - A {@link DynamoJsonItem}; whatever else came out of a database or a file is refused.
 * @throws SceneError `INVALID_INPUT` for a value that is no DynamoDB JSON.
 */
export function fromDynamoJson(json: unknown): Item {
  if (!isRecord(json)) throw notDynamoJson('(the item itself)')
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fromValue(value, name)]))
}

/** An item in DynamoDB JSON; numbers are written by value, not digit by digit. */
export function toDynamoJson(item: Item): DynamoJsonItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toValue(value)]))
}

function fromValue(json: unknown, path: string): ItemValue {
  const entries = isRecord(json) ? Object.entries(json) : []
  const [type, value] = entries[0] ?? ['', undefined]
  if (entries.length !== 1) throw notDynamoJson(path)
  if (type === 'S' && typeof value === 'string') return value
  if (type === 'BOOL' && typeof value === 'boolean') return value
  if (type === 'NULL' && value === true) return null
  if (type === 'N' && typeof value === 'string' && DECIMAL.test(value)) {
    return isExact(value) ? Number(value) : raw(type, value)
  }
  if (type === 'L' && Array.isArray(value))
    return value.map((entry, at) => fromValue(entry, `${path}[${at}]`))
  if (type === 'M' && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [name, fromValue(entry, `${path}.${name}`)]),
    )
  }
  if (['B', 'SS', 'NS', 'BS'].includes(type)) return raw(type, value)
  throw notDynamoJson(path)
}

function toValue(value: ItemValue): DynamoJson {
  if (value instanceof RawAttribute) return value.json
  if (value === null) return { NULL: true }
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (isList(value)) return { L: value.map(toValue) }
  return { M: toDynamoJson(value) }
}

/** Whether a double holds the decimal number exactly as far as its shortest form shows. */
function isExact(text: string): boolean {
  return Number.isFinite(Number(text)) && normalized(text) === normalized(String(Number(text)))
}

/** A decimal number as sign, digits without outer zeros, and exponent. */
function normalized(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + (digits.length - significant.length)
  return `${sign === '-' ? '-' : ''}${significant}e${power}`
}

function raw(type: string, value: unknown): RawAttribute {
  return new RawAttribute({ [type]: value })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function notDynamoJson(whole: string): SceneError {
  const path = whole.length > 100 ? `${whole.slice(0, 100)}…` : whole
  return new SceneError(
    'INVALID_INPUT',
    `attribute ${path} is not DynamoDB JSON; expected one of S, N, BOOL, NULL, L, M, B, SS, NS, BS with its value`,
    { input: path },
  )
}
