import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import { fromDynamoJson, toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import type { Write } from '../../../src/core/model/change.js'
import { dynamoJsonItems, projectItems, sceneItems } from '../../arbitraries/items.js'
import { aProject, aScene } from '../../core/support/builders.js'
import { byValue } from '../../core/support/by-value.js'
import { thrown } from '../../core/support/thrown.js'
import { aChange, eventItem, PROJECT_REF, projectItem, SCENE_REF, sceneItem } from './support.js'

// What every scene store promises is tested by its contract; here is what only this one has.

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

describe('the items to begin with', () => {
  it('are what is stored', async () => {
    const items = [projectItem(), sceneItem({ sequence: 1 }), sceneItem({}, 'scene-commit'), eventItem('a.1')]
    const store = createMemorySceneStore({ items })
    const records = await store.loadProject(projectId)
    expect(records?.project.value).toEqual(aProject({ listedAs: 'processing' }))
    expect(records?.scenes).toEqual([
      { value: aScene({ sequence: 1 }), revision: 'updated:"2025-11-24T09:00:00.000002+0000"' },
      { value: aScene(), revision: 'commit:scene-commit', lastCommit: 'scene-commit' },
    ])
    expect((await store.readEvents(projectId)).items).toMatchObject([{ id: 'a.1' }])
  })

  it('must be items, with their place', () => {
    const make = (item: Record<string, Record<string, unknown>>) => () =>
      createMemorySceneStore({ items: [item] })
    expect(thrown(make({ PK: { S: 'P' } }), 'INVALID_INPUT').details.input).toBe('item')
    expect(thrown(make({ PK: { S: 'P' }, SK: { T: 'x' } }), 'INVALID_INPUT').details.input).toBe('SK')
  })
})

describe('the door for others', () => {
  it('saves an item as a whole, and removes it', async () => {
    const store = createMemorySceneStore({ items: [projectItem(), KEPT] })
    store.putItem(sceneItem({ prompt: 'saved by somebody else' }))
    expect(store.exportItems()[1]).toEqual(sceneItem({ prompt: 'saved by somebody else' }))
    store.deleteItem({ PK: 'PROJECT#91cf', SK: 'SCENE#003' })
    store.deleteItem({ PK: 'PROJECT#91cf', SK: 'SCENE#003' })
    expect(store.exportItems()).toHaveLength(1)
    expect(await store.loadScene(projectId, 3)).toBeUndefined()
  })
})

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

  it('with items that come out because they cannot be read', async () => {
    const raw = { status: { S: 'archived' }, tags: { SS: ['a'] }, nested: KEPT.nested }
    const items = [
      projectItem(),
      { ...sceneItem(), ...raw },
      { ...projectItem({ projectId: 'other' }), ...raw },
      { ...eventItem('a.1'), ...raw, type: { S: 'scene-vanished' } },
    ]
    const store = createMemorySceneStore({ items })
    const before = structuredClone(store.exportItems())
    const answers = [
      await store.loadProject(projectId),
      await store.listProjects(),
      await store.readEvents(projectId),
    ]
    expect(answers.map((answer) => answer?.invalid.length)).toEqual([1, 1, 1])
    spoil(answers)
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

describe('any history of commits', () => {
  it('is all or nothing, and shows every event exactly once', async () => {
    const steps = fc.array(
      fc.record({ scene: fc.integer({ min: 1, max: 3 }), stale: fc.boolean(), insert: fc.boolean() }),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const store = createMemorySceneStore({ items: [projectItem({}, 'project-commit')] })
        const committed: string[] = []
        for (const [at, { scene, stale, insert }] of list.entries()) {
          const before = store.exportItems()
          const sequence = scene
          const current = (await store.loadScene(projectId, sequence))?.scene
          const ref = { ...SCENE_REF, sequence }
          const revision = stale || current === undefined ? 'commit:stale' : current.revision
          const write: Write = insert
            ? { op: 'insert', ref, value: aScene({ sequence }) }
            : { op: 'update', ref, set: { retryCount: at }, guard: { revision } }
          const id = `command-${String(at).padStart(2, '0')}.1`
          const { ok } = await store.commit(
            aChange(id, write, {
              op: 'check',
              ref: PROJECT_REF,
              guard: { revision: 'commit:project-commit' },
            }),
          )
          expect(ok).toBe(insert ? current === undefined : current !== undefined && !stale)
          if (ok) committed.push(id)
          else expect(store.exportItems()).toEqual(before)
        }
        expect((await store.readEvents(projectId)).items.map(({ id }) => id)).toEqual(committed)
      }),
    )
  })
})
