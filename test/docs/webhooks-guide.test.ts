import { readFileSync } from 'node:fs'
import { EVENT_TYPES } from '@badapple/scenes'
import type { StreamRecord } from '@badapple/scenes/streams'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { codeBlocksOf } from '../../scripts/code-blocks.js'
import { recordsOf, anEvent, otherRecord } from '../streams/support/records.js'

const guide = readFileSync(new URL('../../docs/guides/webhooks.md', import.meta.url), 'utf8')

describe('the table of types', () => {
  it('has all of them, once', () => {
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, type = '']) => type)
    const types: readonly string[] = EVENT_TYPES
    expect(rows.filter((name) => types.includes(name)).sort()).toEqual([...types].sort())
  })
})

const mappingSchema = z.object({
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  ParallelizationFactor: z.literal(1),
  StartingPosition: z.literal('TRIM_HORIZON'),
  FilterCriteria: z.object({ Filters: z.tuple([z.object({ Pattern: z.string() })]) }),
})

/** Whether a record passes a pattern, as far as the guide uses them: lists of values and prefixes, in objects. */
function passes(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    return pattern.some((rule: unknown) => {
      const { prefix } = z.object({ prefix: z.string().optional() }).catch({}).parse(rule)
      return prefix === undefined ? rule === value : typeof value === 'string' && value.startsWith(prefix)
    })
  }
  const fields = z.record(z.string(), z.unknown())
  const found = fields.safeParse(value)
  return (
    found.success &&
    Object.entries(fields.parse(pattern)).every(([name, rule]) => passes(rule, found.data[name]))
  )
}

describe('the event source mapping', () => {
  const block = codeBlocksOf(guide).find(({ language }) => language === 'json')
  const mapping = mappingSchema.parse(JSON.parse(block?.code ?? ''))
  const pattern: unknown = JSON.parse(mapping.FilterCriteria.Filters[0].Pattern)
  const [record] = recordsOf([anEvent()])

  it.each<[string, StreamRecord | undefined, boolean]>([
    ['a new event', record, true],
    ['an event that is removed', { ...record, eventName: 'REMOVE' }, false],
    ['a scene', otherRecord(1), false],
  ])('passes only new events to the function: %s', (_, given, expected) => {
    expect(passes(pattern, given)).toBe(expected)
  })
})
