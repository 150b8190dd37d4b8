import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromDynamoJson, toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import { fromEventItem, readEventItem, toEventItem } from '../../../src/core/items/event-item.js'
import { events } from '../../arbitraries/events.js'
import { anEvent } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

describe('event items', () => {
  it('read back as the event that was written', () => {
    fc.assert(
      fc.property(events, (event) => {
        const item = toEventItem(event)
        expect(fromEventItem(fromDynamoJson(toDynamoJson(item)))).toEqual(event)
        expect(item).toMatchObject({
          PK: `PROJECT#${event.projectId}`,
          SK: `EVENT#${event.id}`,
          entityType: 'event',
        })
      }),
    )
  })

  it('hold no attribute that is undefined', () => {
    const event = Object.assign(anEvent(), { reason: undefined })
    expect(Object.keys(toEventItem(event))).not.toContain('reason')
  })

  it.each([
    ['another version', { version: 2 }],
    ['an unknown type', { type: 'scene-vanished' }],
    ['a time that is none', { time: 'yesterday' }],
    ['a time that no calendar has', { time: '2025-02-30T00:00:00.000000Z' }],
    ['an order that is no number', { order: 'first' }],
    ['no actor', { actor: null }],
    ['a status that is none', { from: 'done' }],
    ['a clip of no name', { clipsSuperseded: [{ clip: 'first', key: 'a.mp4' }] }],
  ])('that cannot be read say why: %s', (_, flaw) => {
    const error = thrown(() => fromEventItem({ ...toEventItem(anEvent()), ...flaw }), 'INVALID_ITEM')
    expect(error.details.record).toBe('PROJECT#91cf EVENT#command-1.1')
    expect(error.details.issues.join()).toContain(Object.keys(flaw)[0])
  })

  it('that lie elsewhere than they say are not taken for what they say', () => {
    const elsewhere = { ...toEventItem(anEvent()), SK: 'EVENT#command-2.1' }
    expect(readEventItem(elsewhere)).toMatchObject({
      id: 'command-2.1',
      issues: [
        'it says that it is PROJECT#91cf EVENT#command-1.1, but is stored as PROJECT#91cf EVENT#command-2.1',
      ],
    })
    thrown(() => fromEventItem({ ...toEventItem(anEvent()), PK: 'PROJECT#other' }), 'INVALID_ITEM')
  })

  it('ignore fields that a later release may add', () => {
    expect(fromEventItem({ ...toEventItem(anEvent()), mood: 'good' })).toEqual(anEvent())
  })
})
