import type { DynamoJson } from '../../../src/core/items/item.js'
import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'

/** An item of DynamoDB JSON with numbers, and trim points if they are JSON, in one form for each value. */
export function byValue(item: DynamoJsonItem): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      const text = name === 'trimPoints' ? value['S'] : undefined
      return [name, typeof text === 'string' && text !== '' ? { S: trimByValue(text) } : valueOf(value)]
    }),
  )
}

/** Trim points as a list of both, whatever the order and spelling. */
export function trimByValue(text: string): unknown {
  const parsed: unknown = JSON.parse(text)
  return typeof parsed === 'object' && parsed !== null && 'in' in parsed && 'out' in parsed
    ? [parsed.in, parsed.out]
    : text
}

function valueOf(value: DynamoJson): unknown {
  const { N, L, M } = value
  if (typeof N === 'string') return { N: decimal(N) }
  if (Array.isArray(L)) return { L: L.map((entry: DynamoJson) => valueOf(entry)) }
  if (typeof M === 'object' && M !== null) {
    return {
      M: Object.fromEntries(
        Object.entries(M as DynamoJsonItem).map(([name, entry]) => [name, valueOf(entry)]),
      ),
    }
  }
  return value
}

/** A decimal number as an integer and a power of ten, the integer not divisible by ten. */
function decimal(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  let digits = BigInt(whole + fraction)
  let power = Number(exponent) - fraction.length
  if (digits === 0n) return '0'
  while (digits % 10n === 0n) {
    digits /= 10n
    power += 1
  }
  return `${digits}e${power}`
}
