import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromDynamoJson, toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import type { DynamoJson } from '../../../src/core/items/item.js'
import { RawAttribute } from '../../../src/core/items/item.js'
import { dynamoJsonItems, itemValues } from '../../arbitraries/items.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { byValue } from '../support/by-value.js'
import { thrown } from '../support/thrown.js'

describe('fromDynamoJson and toDynamoJson', () => {
  it('change no value, whatever its type, nesting and precision', () => {
    fc.assert(
      fc.property(dynamoJsonItems, (item) => {
        expect(byValue(toDynamoJson(fromDynamoJson(item)))).toEqual(byValue(item))
      }),
      KEY_LAW,
    )
  })

  it('read back what they write', () => {
    fc.assert(
      fc.property(itemValues, (value) => {
        expect(fromDynamoJson(toDynamoJson({ value }))).toStrictEqual({ value })
      }),
      KEY_LAW,
    )
  })

  it('give every type its plain form', () => {
    expect(
      fromDynamoJson({
        text: { S: 'a' },
        number: { N: '8.0' },
        small: { N: '1E-7' },
        flag: { BOOL: false },
        nothing: { NULL: true },
        list: { L: [{ N: '1' }, { S: '1' }] },
        map: { M: { inner: { BOOL: true } } },
      }),
    ).toEqual({
      text: 'a',
      number: 8,
      small: 1e-7,
      flag: false,
      nothing: null,
      list: [1, '1'],
      map: { inner: true },
    })
  })

  it.each([
    ['0.000', 0],
    ['00012', 12],
    ['1e2', 100],
    ['1.50E+3', 1_500],
    ['-0.5', -0.5],
    ['10.50', 10.5],
    ['.5', 0.5],
    ['5.', 5],
    ['123000', 123_000],
  ])('read the number %s by its value', (text, value) => {
    expect(fromDynamoJson({ value: { N: text } })).toEqual({ value })
  })

  it.each([
    ['an integer beyond doubles', { N: '9007199254740993' }],
    ['38 digits', { N: '0.12345678901234567890123456789012345678' }],
    ['a power beyond doubles', { N: '1E400' }],
    ['text sets', { SS: ['a', 'b'] }],
    ['number sets', { NS: ['1', '2.50'] }],
    ['binary sets', { BS: ['AA=='] }],
    ['binary', { B: 'AA==' }],
  ] satisfies (readonly [string, DynamoJson])[])('keep %s as they came', (_, value) => {
    const read = fromDynamoJson({ value })
    expect(read['value']).toBeInstanceOf(RawAttribute)
    expect(toDynamoJson(read)).toEqual({ value })
  })

  it.each([
    ['no type', { value: {} }, 'value'],
    ['two types', { value: { S: 'a', N: '1' } }, 'value'],
    ['an unknown type', { value: { X: 'a' } }, 'value'],
    ['a number as a number', { value: { N: 1 } }, 'value'],
    ['a text that is none', { value: { S: 1 } }, 'value'],
    ['a number with a letter before it', { value: { N: 'x1' } }, 'value'],
    ['a number with a letter behind it', { value: { N: '1x' } }, 'value'],
    ['a number without digits', { value: { N: '' } }, 'value'],
    ['an unknown type that is true', { value: { X: true } }, 'value'],
    ['an unknown type that looks like a number', { value: { X: '1' } }, 'value'],
    ['NULL that is false', { value: { NULL: false } }, 'value'],
    ['a flag that is a text', { value: { BOOL: 'true' } }, 'value'],
    ['a list that is none', { value: { L: {} } }, 'value'],
    ['a map that is none', { value: { M: [] } }, 'value'],
    ['a flaw inside', { value: { L: [{ S: 'a' }, { M: { deep: { X: 1 } } }] } }, 'value[1].deep'],
  ] satisfies (readonly [string, Record<string, DynamoJson>, string])[])('refuse %s', (_, item, path) => {
    const error = thrown(() => fromDynamoJson(item), 'INVALID_INPUT')
    expect(error.details.input).toBe(path)
    expect(error.message).toContain(path)
  })
})

describe('what is no item', () => {
  it.each([null, undefined, 'item', 7, [], [{ S: 'a' }]])('is refused: %j', (json) => {
    const error = thrown(() => fromDynamoJson(json), 'INVALID_INPUT')
    expect(error.details.input).toBe('(the item itself)')
  })

  it.each([null, 'text', []])('is refused inside one: %j', (value) => {
    expect(thrown(() => fromDynamoJson({ value }), 'INVALID_INPUT').details.input).toBe('value')
  })

  it('is named as far as its name fits', () => {
    const inputOf = (name: string) =>
      thrown(() => fromDynamoJson({ [name]: { X: 'a' } }), 'INVALID_INPUT').details.input
    const most = 'x'.repeat(100)
    expect(inputOf(most)).toBe(most)
    expect(inputOf(`${most}y`)).toBe(`${most}…`)
  })
})
