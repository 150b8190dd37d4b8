import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventJsonSchema, eventSchema } from '../../../src/core/model/event.schema.js'
import { events } from '../../arbitraries/events.js'
import { anEvent } from '../support/builders.js'

describe('eventSchema', () => {
  it('takes every event as it is', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(eventSchema.parse(event)).toEqual(event)
      }),
    )
  })

  it.each(['version', 'id', 'type', 'time', 'order', 'projectId', 'actor'])('needs %s', (name) => {
    const { [name]: _, ...rest }: Readonly<Record<string, unknown>> = { ...anEvent() }
    expect(eventSchema.safeParse(rest).success).toBe(false)
  })

  it('takes an absent field only as absent', () => {
    expect(eventSchema.safeParse({ ...anEvent(), reason: undefined }).success).toBe(false)
    expect(eventSchema.safeParse({ ...anEvent(), sequence: null }).success).toBe(false)
  })
})

describe('eventJsonSchema', () => {
  it('describes every field that an event may have', () => {
    const named = new Set<string>()
    for (const event of fc.sample(events, { numRuns: 50, seed: 1 })) {
      for (const name of Object.keys(event)) named.add(name)
    }
    const schema = eventJsonSchema()
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['version', 'id', 'type', 'time', 'order', 'projectId', 'actor'],
    })
    expect('properties' in schema && Object.keys(schema.properties as object).sort()).toEqual(
      [...named].sort(),
    )
  })
})
