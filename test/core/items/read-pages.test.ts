import { expect, it } from 'vitest'
import { toEventItem } from '../../../src/core/items/event-item.js'
import { readEventItems, readListedItems } from '../../../src/core/items/read-pages.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import { anEvent, aProject } from '../support/builders.js'

it('sets apart what cannot be read, and keeps the order of the rest', () => {
  const projects = ['b', 'a', 'c'].map((projectId) =>
    newItem({ op: 'insert', ref: { kind: 'project', projectId }, value: aProject({ projectId }) }, 'x.1'),
  )
  const [first = {}, second = {}, third = {}] = projects
  const listed = readListedItems([first, { ...second, status: 'archived' }, third])
  expect(listed.items.map(({ value }) => value.projectId)).toEqual(['b', 'c'])
  expect(listed.invalid).toMatchObject([{ id: 'METADATA', raw: { projectId: 'a' } }])

  const [a = {}, b = {}] = ['a.1', 'b.1'].map((id) => toEventItem(anEvent({ id })))
  const events = readEventItems([b, { ...a, type: 'scene-vanished' }])
  expect(events.items.map(({ id }) => id)).toEqual(['b.1'])
  expect(events.invalid).toMatchObject([{ id: 'a.1', raw: { type: 'scene-vanished' } }])
})
