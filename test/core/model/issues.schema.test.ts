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

  it('says where, what was expected and what it got', () => {
    const any = z.object({ a: z.array(z.object({ b: z.number() })) })
    const issues = (value: unknown) =>
      thrown(() => parseInput(any, value, 'it'), 'INVALID_INPUT').details.issues?.map((issue) =>
        issue.replace(/Invalid input: expected/, 'not'),
      )
    const inside = (b: unknown) => issues({ a: [{ b: 1 }, { b }] })
    expect(issues(7)).toEqual([expect.stringMatching(/^not object, received number, got 7$/)])
    expect(inside('x')).toEqual(['a.1.b: not number, received string, got "x"'])
    expect(inside(true)).toEqual(['a.1.b: not number, received boolean, got true'])
    expect(inside(null)).toEqual(['a.1.b: not number, received null, got null'])
    expect(inside({})).toEqual(['a.1.b: not number, received object'])
    expect(inside(undefined)).toEqual(['a.1.b: not number, received undefined'])
    expect(issues({ a: 'list' })).toEqual(['a: not array, received string, got "list"'])
    expect(inside('https://x/a.mp4?sig=1')).toEqual([
      'a.1.b: not number, received string, got "https://x/a.mp4?…"',
    ])
  })

  it('shows a text as far as it fits', () => {
    const issue = (value: string) =>
      thrown(() => parseInput(z.number(), value, 'it'), 'INVALID_INPUT').details.issues?.[0]
    const most = 'x'.repeat(60)
    expect(issue(most)).toMatch(`got "${most}"`)
    expect(issue(`${most}y`)).toMatch(`got "${most}…"`)
  })

  it('lists as many issues as a message has room for, and counts the rest', () => {
    /** One issue of so many characters per number. */
    const listed = (...lengths: readonly number[]) => {
      const of = z.any().superRefine((_, context) => {
        for (const length of lengths) context.addIssue({ code: 'custom', message: 'x'.repeat(length) })
      })
      return thrown(() => parseInput(of, {}, 'it'), 'INVALID_INPUT').message
    }
    const x = (count: number) => 'x'.repeat(count)
    expect(listed(3, 4)).toBe('invalid it: xxx; xxxx')
    expect(listed(198, 198)).toBe(`invalid it: ${x(198)}; ${x(198)}`)
    expect(listed(198, 199)).toBe(`invalid it: ${x(198)}; and 1 more`)
    expect(listed(198, 199, 5)).toBe(`invalid it: ${x(198)}; and 2 more`)
    expect(listed(200)).toBe(`invalid it: ${x(200)}`)
    expect(listed(201)).toBe(`invalid it: ${x(199)}…`)
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
    expect(error.details).toEqual({ input: 'scenes' })
    expect(error.cause).toBe(cause)
  })
})
