import { describe, expect, it } from 'vitest'
import { timestampSchema } from '../../../src/core/model/time.schema.js'

describe('timestampSchema', () => {
  it('takes the one form of the model', () => {
    expect(timestampSchema.parse('2025-11-24T08:15:30.123456Z')).toBe('2025-11-24T08:15:30.123456Z')
  })

  it.each([
    ['another form of the time', '2025-11-24T08:15:30Z', 'expected an ISO 8601 time'],
    ['another offset', '2025-11-24T08:15:30.123456+0000', 'expected an ISO 8601 time'],
    ['something before it', 'x2025-11-24T08:15:30.123456Z', 'expected an ISO 8601 time'],
    ['something behind it', '2025-11-24T08:15:30.123456Z\n', 'expected an ISO 8601 time'],
    ['a day that no calendar has', '2025-02-30T08:15:30.123456Z', 'no such day'],
    ['an hour that no day has', '2025-11-24T24:15:30.123456Z', 'no such day'],
  ])('refuses %s, with one reason', (_, text, reason) => {
    const { error } = timestampSchema.safeParse(text)
    expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(reason)])
  })
})
