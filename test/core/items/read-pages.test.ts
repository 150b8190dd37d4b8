import { describe, expect, it } from 'vitest'
import { toEventItem } from '../../../src/core/items/event-item.js'
import type { Item } from '../../../src/core/items/item.js'
import { placeOf } from '../../../src/core/items/item.js'
import { readEventPage, readListedPage } from '../../../src/core/items/read-pages.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import { anEvent, aProject } from '../support/builders.js'

const projects = ['b', 'a', 'c'].map((projectId) =>
  newItem({ op: 'insert', ref: { kind: 'project', projectId }, value: aProject({ projectId }) }, 'x.1'),
)
const events = ['a.1', 'b.1', 'c.1'].map((id) => toEventItem(anEvent({ id })))
const placeIn = (item: Item) => placeOf(item).PK

describe('readListedPage', () => {
  it('sets apart what cannot be read, and keeps the order of the rest', () => {
    const [first = {}, second = {}, third = {}] = projects
    const { items, invalid } = readListedPage([first, { ...second, status: 'archived' }, third], placeIn)
    expect(items.map(({ value }) => value.projectId)).toEqual(['b', 'c'])
    expect(invalid).toMatchObject([{ id: 'METADATA', raw: { projectId: 'a' } }])
  })

  it('ends with a cursor at the last item that it takes, only when more follow', () => {
    const page = readListedPage(projects, placeIn, 2)
    expect(page.items.map(({ value }) => value.projectId)).toEqual(['b', 'a'])
    expect(page.cursor).toBe('PROJECT#a')
    expect(readListedPage(projects, placeIn, 1).cursor).toBe('PROJECT#b')
    for (const limit of [3, 4, undefined])
      expect(readListedPage(projects, placeIn, limit)).not.toHaveProperty('cursor')
    expect(readListedPage([], placeIn)).toEqual({ items: [], invalid: [] })
  })

  it('counts what cannot be read, which may be the last on a page', () => {
    const unreadable = projects.map((item) => ({ ...item, status: 'archived' }))
    const { items, invalid, cursor } = readListedPage(unreadable, placeIn, 2)
    expect([items.length, invalid.length, cursor]).toEqual([0, 2, 'PROJECT#a'])
  })
})

describe('readEventPage', () => {
  it('sets apart what cannot be read, and keeps the order of the rest', () => {
    const [a = {}, b = {}] = events
    const { items, invalid } = readEventPage([b, { ...a, type: 'scene-vanished' }])
    expect(items.map(({ id }) => id)).toEqual(['b.1'])
    expect(invalid).toMatchObject([{ id: 'a.1', raw: { type: 'scene-vanished' } }])
  })

  it('ends with the commit of the last event that it takes, only when more follow', () => {
    const page = readEventPage([...events].reverse(), 2)
    expect(page.items.map(({ id }) => id)).toEqual(['c.1', 'b.1'])
    expect(page.cursor).toBe('b.1')
    expect(readEventPage(events, 3)).not.toHaveProperty('cursor')
  })

  it('takes 100 where nobody names a number', () => {
    const [item = {}] = events
    const many = Array.from({ length: 101 }, () => item)
    expect(readEventPage(many).items).toHaveLength(100)
    expect(readEventPage(many)).toHaveProperty('cursor')
    expect(readEventPage(many.slice(1))).not.toHaveProperty('cursor')
  })
})
