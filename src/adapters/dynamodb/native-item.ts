import type { TranslateConfig } from '@aws-sdk/lib-dynamodb'
import { fromDynamoJson } from '../../core/items/dynamo-json.js'
import type { Item, ItemValue } from '../../core/items/item.js'
import { RawAttribute } from '../../core/items/item.js'

/** How the document client translates: numbers that a double does not hold stay what they are. */
export const TRANSLATION: TranslateConfig = {
  marshallOptions: { removeUndefinedValues: true, allowImpreciseNumbers: true },
  unmarshallOptions: { wrapNumbers: exactNumber },
}

/** An item as the document client gives it. */
export function toItem(native: Readonly<Record<string, unknown>>): Item {
  for (const name in native) if (!isPlain(native[name])) return copyOf(native)
  return native as Item
}

/** Texts, numbers, booleans, nulls, and lists of them are the same in both forms. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Array.isArray(value) && value.every((entry) => typeof entry !== 'object' || entry === null)
}

function copyOf(native: object): Item {
  return Object.fromEntries(Object.entries(native).map(([name, value]) => [name, toValue(value)]))
}

function toValue(native: unknown): ItemValue {
  if (typeof native !== 'object' || native === null || native instanceof RawAttribute)
    return native as ItemValue
  if (Array.isArray(native)) return native.map(toValue)
  if (native instanceof Uint8Array) return new RawAttribute({ B: native })
  if (native instanceof Set) return toRawSet([...(native as ReadonlySet<unknown>)])
  return copyOf(native)
}

function toRawSet(members: readonly unknown[]): RawAttribute {
  const [first] = members
  if (typeof first === 'string') return new RawAttribute({ SS: members })
  if (first instanceof Uint8Array) return new RawAttribute({ BS: members })
  return new RawAttribute({
    NS: members.map((member) => (member instanceof RawAttribute ? member.json['N'] : String(member))),
  })
}

function exactNumber(text: string): ItemValue {
  const number = Number(text)
  return String(number) === text ? number : (fromDynamoJson({ number: { N: text } })['number'] ?? null)
}
