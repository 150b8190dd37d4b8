import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import { fromDynamoJson, toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import { dynamoJsonItems, projectItems, sceneItems } from '../../arbitraries/items.js'
import { aClaim, anEvent, aScene } from '../../core/support/builders.js'
import { byValue } from '../../core/support/by-value.js'
import { aChange, CLAIM_REF, eventItem, projectItem, SCENE_REF, sceneItem } from './support.js'

const projectId = '91cf'

/** Changes everything inside a value that can be changed. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Map) value.clear()
  for (const inner of Object.values(value)) spoil(inner)
  if (Object.isFrozen(value)) return
  if (Array.isArray(value)) value.push('spoiled')
  else for (const name of Object.keys(value)) Reflect.set(value, name, 'spoiled')
}

const KEPT = {
  ...sceneItem({ referenceImageKeys: [], trimPoints: { in: 0, out: 8 } }, 'scene-commit'),
  tags: { SS: ['a', 'b'] },
  nested: { M: { list: { L: [{ NS: ['1'] }, { S: 'a' }] } } },
}

describe('what is stored is not shared', () => {
  it('with items that go in', () => {
    const items = structuredClone([projectItem(), KEPT])
    const more = structuredClone(eventItem('a.1'))
    const store = createMemorySceneStore({ items })
    store.putItem(more)
    const before = structuredClone(store.exportItems())
    spoil(items)
    spoil(more)
    expect(store.exportItems()).toEqual(before)
  })

  it('with items that come out', () => {
    const store = createMemorySceneStore({ items: [projectItem(), KEPT] })
    const before = structuredClone(store.exportItems())
    spoil(store.exportItems())
    expect(store.exportItems()).toEqual(before)
  })

  it('with records, pages and events that come out', async () => {
    const flawed = { ...sceneItem({ sequence: 4 }), status: { S: 'archived' }, tags: { SS: ['a'] } }
    const store = createMemorySceneStore({ items: [projectItem(), KEPT, flawed, eventItem('a.1')] })
    const before = structuredClone(store.exportItems())
    spoil(await store.loadProject(projectId))
    spoil(await store.loadScene(projectId, 3))
    spoil(await store.listProjects())
    spoil(await store.readEvents(projectId))
    spoil(await store.findEvent(projectId, 'a'))
    expect(store.exportItems()).toEqual(before)
  })

  it('with changes that were committed, and with conflicts', async () => {
    const store = createMemorySceneStore({ items: [projectItem(), KEPT] })
    const change = structuredClone({
      ...aChange(
        'command-1.1',
        { op: 'insert', ref: CLAIM_REF, value: aClaim() },
        {
          op: 'update',
          ref: SCENE_REF,
          set: { trimPoints: { in: 1, out: 2 }, referenceImageKeys: [] },
          guard: { revision: 'commit:scene-commit' },
        },
      ),
      event: anEvent({ id: 'command-1.1', sequences: [1], clipsSuperseded: [] }),
    })
    expect(await store.commit(change)).toMatchObject({ ok: true })
    const before = structuredClone(store.exportItems())
    spoil(change)
    const conflicting = aChange('command-2.1', { op: 'insert', ref: SCENE_REF, value: aScene() })
    const answer = await store.commit(conflicting)
    expect(answer.ok).toBe(false)
    spoil(answer)
    expect(store.exportItems()).toEqual(before)
  })
})

describe('importing and exporting', () => {
  it('changes no value', () => {
    const items = fc
      .tuple(projectItems, sceneItems, dynamoJsonItems)
      .map(([project, scene, other]) => [
        toDynamoJson(project),
        { ...toDynamoJson(scene), SK: { S: 'SCENE#001' } },
        { ...other, PK: { S: 'USER#1' }, SK: { S: 'A' } },
      ])
    fc.assert(
      fc.property(items, (list) => {
        const exported = createMemorySceneStore({ items: list }).exportItems()
        expect(exported.map(byValue)).toEqual(list.map(byValue))
        expect(exported.map(fromDynamoJson)).toEqual(list.map(fromDynamoJson))
      }),
    )
  })
})
