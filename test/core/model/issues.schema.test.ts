import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parseInput } from '../../../src/core/model/issues.schema.js'
import { thrown } from '../support/thrown.js'

describe('parseInput', () => {
  const schema = z.array(z.strictObject({ prompt: z.string() }))

  it('says a few of many issues, and keeps all', () => {
    const scenes = Array.from({ length: 100 }, (_, at) => ({ prompt: at }))
    const error = thrown(() => parseInput(schema, scenes, 'scenes'), 'INVALID_INPUT')
    expect(error.message).toMatch(/^invalid scenes: 0\.prompt: Invalid input.*; and \d+ more$/)
    expect(error.message.length).toBeLessThanOrEqual(500)
    expect(error.details.issues).toHaveLength(100)
  })

  it('cuts what is too long to be read', () => {
    const error = thrown(
      () => parseInput(schema, [{ prompt: 'x', ['y'.repeat(9_999)]: 1 }], 'scenes'),
      'INVALID_INPUT',
    )
    expect(error.message).toMatch(/^invalid scenes: 0: Unrecognized key: "y+…$/)
    expect(error.message.length).toBeLessThanOrEqual(250)
  })

  it('refuses what throws when it is read, with the reason as its cause', () => {
    const cause = new Error('do not touch')
    const scene = Object.defineProperty({}, 'prompt', {
      enumerable: true,
      get: () => {
        throw cause
      },
    })
    const error = thrown(() => parseInput(schema, [scene], 'scenes'), 'INVALID_INPUT')
    expect(error.message).toContain('invalid scenes')
    expect(error.cause).toBe(cause)
  })
})
