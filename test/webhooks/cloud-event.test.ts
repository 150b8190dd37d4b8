import { EVENT_TYPES } from '@badapple/scenes'
import { cloudEventJsonSchema, cloudEventSchema, toCloudEvent } from '@badapple/scenes/webhooks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { events } from '../arbitraries/events.js'
import { anEvent } from '../streams/support/records.js'

describe('toCloudEvent', () => {
  it('says what CloudEvents 1.0 asks for', () => {
    const event = anEvent({ id: '01JD.2', type: 'scene-completed', sequence: 7 })
    expect(toCloudEvent(event, 'https://api.example/scenes')).toEqual({
      specversion: '1.0',
      id: 'film:01JD:2',
      source: 'https://api.example/scenes',
      type: 'com.badapple.scenes.scene-completed',
      subject: 'projects/film/scenes/7',
      time: '2025-11-24T12:00:00.000000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:badapple:scenes:event:1',
      data: event,
    })
    expect(toCloudEvent(anEvent())).toMatchObject({ source: 'urn:badapple:scenes', subject: 'projects/film' })
  })

  it('names what is named alike in two projects differently', () => {
    const ids = ['film', 'ad'].map((projectId) => toCloudEvent(anEvent({ id: 'publish.1', projectId })).id)
    expect(ids).toEqual(['film:publish:1', 'ad:publish:1'])
  })

  it('has an id that headers hold and signatures are safe with, one for each event', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    const ids = fc.record({ id: fc.oneof(names, fc.stringMatching(/^[a:.%]{1,5}$/)), projectId: names })
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const [first, second] = [one, other].map((given) => toCloudEvent(anEvent(given)).id)
        expect(first).toMatch(/^[\x21-\x2d\x2f-\x7e]+$/)
        expect(first === second).toBe(one.id === other.id && one.projectId === other.projectId)
      }),
    )
  })

  it('is read back as it was, after its way through JSON', () => {
    fc.assert(
      fc.property(events, (event) => {
        const cloudEvent = toCloudEvent(event)
        expect(cloudEventSchema.parse(JSON.parse(JSON.stringify(cloudEvent)))).toEqual(cloudEvent)
      }),
    )
  })
})

describe('the schema', () => {
  it('knows every type of event, and no other', () => {
    for (const type of EVENT_TYPES)
      expect(cloudEventSchema.safeParse(toCloudEvent(anEvent({ type }))).success).toBe(true)
    const other = { ...toCloudEvent(anEvent()), type: 'com.badapple.scenes.scene-melted' }
    expect(cloudEventSchema.safeParse(other).success).toBe(false)
  })

  it('takes nothing that contradicts itself', () => {
    const cloudEvent = toCloudEvent(anEvent())
    for (const wrong of [
      { type: 'com.badapple.scenes.scene-reset' },
      { id: 'film:C2:1' },
      { specversion: '0.3' },
    ]) {
      expect(cloudEventSchema.safeParse({ ...cloudEvent, ...wrong }).success).toBe(false)
    }
  })

  it('describes every attribute in JSON Schema, and what may be added is no error', () => {
    const schema = cloudEventJsonSchema()
    const attributes = Object.keys(toCloudEvent(anEvent()))
    expect(schema).toMatchObject({ type: 'object', required: attributes })
    expect(schema).not.toHaveProperty('additionalProperties')
    const extended = { ...toCloudEvent(anEvent()), traceparent: '00-4bf9' }
    expect(cloudEventSchema.safeParse(extended).success).toBe(true)
  })
})
