import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentClientOf } from '../../../src/adapters/dynamodb/connection.js'
import { toItem, TRANSLATION } from '../../../src/adapters/dynamodb/native-item.js'
import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'
import { fromDynamoJson, toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import { dynamoJsonItems, projectItems, sceneItems } from '../../arbitraries/items.js'
import { byValue } from '../../core/support/by-value.js'

/** DynamoDB JSON as the client receives it, with bytes where it is written in base64. */
function received(json: DynamoJsonItem): DynamoJsonItem & Record<string, AttributeValue> {
  return JSON.parse(JSON.stringify(json), (name, value: unknown) => {
    if (name === 'B' && typeof value === 'string') return new Uint8Array(Buffer.from(value, 'base64'))
    if (name !== 'BS' || !Array.isArray(value)) return value
    return value.map((text) => new Uint8Array(Buffer.from(String(text), 'base64')))
  }) as DynamoJsonItem & Record<string, AttributeValue>
}

describe('toItem', () => {
  it('gives what DynamoDB JSON says, sets, binary and numbers of 38 digits included', () => {
    fc.assert(
      fc.property(dynamoJsonItems.map(received), (json) => {
        const native = unmarshall(json, TRANSLATION.unmarshallOptions)
        expect(byValue(toDynamoJson(toItem(native)))).toEqual(byValue(toDynamoJson(fromDynamoJson(json))))
      }),
      { numRuns: 500 },
    )
  })

  it('is what was written, of every item in the form of the production table', () => {
    fc.assert(
      fc.property(fc.oneof(sceneItems, projectItems), (item) => {
        const known = Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('x')))
        const stored = marshall(known, TRANSLATION.marshallOptions)
        expect(toItem(unmarshall(stored, TRANSLATION.unmarshallOptions))).toEqual(known)
      }),
      { numRuns: 500 },
    )
  })
})

describe('how the document client translates', () => {
  it('stays what it is when a client is made with it', () => {
    const before = Object.keys(TRANSLATION.unmarshallOptions ?? {})
    documentClientOf(new DynamoDBClient({ region: 'us-east-1' }))
    expect(Object.keys(TRANSLATION.unmarshallOptions ?? {})).toEqual(before)
    expect(before).not.toContain('convertWithoutMapWrapper')
  })
})
