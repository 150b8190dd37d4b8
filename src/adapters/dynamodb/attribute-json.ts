import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import type { DynamoJson } from '../../core/items/item.js'
import { SceneError } from '../../core/model/error.js'

/** An item as the client gives it, in DynamoDB JSON: bytes in base64, as in every export. */
export function fromAttributes(item: Readonly<Record<string, AttributeValue>>): DynamoJsonItem {
  return mapped(item, fromAttribute)
}

/**
 * An item in DynamoDB JSON, as the client takes it.
 * @throws SceneError `INVALID_INPUT`
 */
export function toAttributes(item: DynamoJsonItem): Record<string, AttributeValue> {
  return mapped(item, toAttribute)
}

function fromAttribute(value: AttributeValue): DynamoJson {
  if (value.B !== undefined) return { B: toBase64(value.B) }
  if (value.BS !== undefined) return { BS: value.BS.map(toBase64) }
  if (value.L !== undefined) return { L: value.L.map(fromAttribute) }
  if (value.M !== undefined) return { M: fromAttributes(value.M) }
  return { ...value }
}

function toAttribute({ S, N, BOOL, NULL, B, L, M, SS, NS, BS }: DynamoJson): AttributeValue {
  if (typeof S === 'string') return { S }
  if (typeof N === 'string') return { N }
  if (typeof BOOL === 'boolean') return { BOOL }
  if (NULL === true) return { NULL }
  if (typeof B === 'string') return { B: fromBase64(B) }
  if (Array.isArray(L)) return { L: L.map((entry: unknown) => toAttribute(isRecord(entry) ? entry : {})) }
  if (isRecord(M)) return { M: mapped(M, (value) => toAttribute(isRecord(value) ? value : {})) }
  if (isTexts(SS)) return { SS }
  if (isTexts(NS)) return { NS }
  if (isTexts(BS)) return { BS: BS.map(fromBase64) }
  throw new SceneError('INVALID_INPUT', 'an attribute is not DynamoDB JSON', { input: 'item' })
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
