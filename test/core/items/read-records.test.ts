import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/core/items/item.js'
import { readProjectItems, readSceneItems } from '../../../src/core/items/read-records.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { itemValues, sceneItems } from '../../arbitraries/items.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { aClaim, aProject, aScene } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

const projectId = '91cf'
const PROJECT = newItem({ op: 'insert', ref: { kind: 'project', projectId }, value: aProject() }, 'commit-1')
const MARK = newItem(
  { op: 'insert', ref: { kind: 'sequence-mark', projectId }, value: { projectId, highest: 7 } },
  'commit-1',
)

function sceneItem(given: Partial<Scene>): Item {
  const value = aScene(given)
  return newItem(
    { op: 'insert', ref: { kind: 'scene', projectId, sequence: value.sequence }, value },
    'commit-1',
  )
}

function claimItem(sequence: number): Item {
  return newItem(
    { op: 'insert', ref: { kind: 'claim', projectId, sequence }, value: aClaim({ sequence }) },
    'commit-1',
  )
}

/** The item with one attribute spoiled: another value, or gone. */
function spoiled(item: Item): fc.Arbitrary<Item> {
  return fc
    .tuple(fc.constantFrom(...Object.keys(item)), fc.option(itemValues, { nil: undefined }))
    .map(([name, value]) => {
      // What is stored under SCENE# stays there: that is where the reader has to cope with anything.
      if (name === 'PK' || name === 'SK')
        return { ...item, SK: `SCENE#${typeof value === 'string' ? value : 'x'}` }
      const { [name]: _, ...rest } = item
      return value === undefined ? rest : { ...rest, [name]: value }
    })
}

describe('readProjectItems', () => {
  it('reads scenes in the order of their numbers, claims by number, and the mark', () => {
    const items = [sceneItem({ sequence: 1000 }), MARK, claimItem(101), sceneItem({ sequence: 101 }), PROJECT]
    const records = readProjectItems(items)
    expect(records?.project.value).toEqual(aProject())
    expect(records?.scenes.map(({ value }) => value.sequence)).toEqual([101, 1000])
    expect([...(records?.claims.keys() ?? [])]).toEqual([101])
    expect(records?.sequenceMark?.value).toEqual({ projectId, highest: 7 })
    expect(records?.invalid).toEqual([])
  })

  it('finds no project where its own item is missing', () => {
    expect(readProjectItems([sceneItem({}), MARK])).toBeUndefined()
    expect(readProjectItems([])).toBeUndefined()
  })

  it('reads a chunk, and reports one that cannot be read', () => {
    const ref = { kind: 'intent-chunk', projectId, intentId: 'c.1-7', index: 3 } as const
    const value = {
      projectId,
      intentId: 'c.1-7',
      index: 3,
      offset: 6,
      scenes: [],
      createdAt: aScene().createdAt,
    }
    const item = newItem({ op: 'insert', ref, value }, undefined)
    expect(readProjectItems([PROJECT, item])).toMatchObject({ intentChunks: [{ value }], invalid: [] })
    const spoiledChunk = readProjectItems([PROJECT, { ...item, offset: -1 }])
    expect(spoiledChunk?.invalid).toHaveLength(1)
    expect(spoiledChunk).not.toHaveProperty('intentChunks')
  })

  it('does not take items of other kinds for records', () => {
    const other: Item = { ...PROJECT, SK: 'NOTE#1' }
    const records = readProjectItems([PROJECT, other])
    expect(records).toMatchObject({ scenes: [], invalid: [] })
    expect(records).not.toHaveProperty('sequenceMark')
  })

  it('never throws for a scene and never loses one', () => {
    const items = fc.array(
      sceneItems.chain((item) => fc.oneof(fc.constant(item), spoiled(item))),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(items, (scenes) => {
        const records = readProjectItems([PROJECT, ...scenes])
        expect(records).toBeDefined()
        const invalid = records?.invalid ?? []
        expect((records?.scenes.length ?? 0) + invalid.length).toBe(scenes.length)
        for (const { raw, issues } of invalid) {
          expect(scenes).toContainEqual(raw)
          expect(issues.length).toBeGreaterThan(0)
        }
      }),
      KEY_LAW,
    )
  })

  it.each<[string, Item]>([
    ['a scene without a number', { ...sceneItem({ sequence: 4 }), sequence: null }],
    ['a scene of an unknown status', { ...sceneItem({ sequence: 4 }), status: 'done' }],
    ['a scene in another place', { ...sceneItem({ sequence: 5 }), SK: 'SCENE#004' }],
    ['something else under SCENE#', { PK: 'PROJECT#91cf', SK: 'SCENE#004' }],
    ['a claim without its fence', { ...claimItem(4), claimId: null }],
    ['a mark that is no number', { ...MARK, highest: 'seven' }],
  ])('reports %s as it is', (_, item) => {
    const records = readProjectItems([PROJECT, item, sceneItem({ sequence: 3 })])
    expect(records?.invalid).toMatchObject([{ id: item['SK'], raw: item }])
    expect(records?.invalid[0]?.issues.join()).toMatch(/is missing|expected|it says that it is/)
    expect(records?.scenes).toHaveLength(1)
    expect(records?.claims.size).toBe(0)
    expect(records?.sequenceMark).toBeUndefined()
  })

  it('throws when the project itself cannot be read', () => {
    const error = thrown(() => readProjectItems([{ ...PROJECT, status: 'archived' }]), 'INVALID_ITEM')
    expect(error.details.record).toBe('PROJECT#91cf METADATA')
    expect(error.details.issues).toEqual([expect.stringContaining('archived')])
    expect(error.message).toContain('left as it is')
  })
})

describe('items that are none', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'items'],
    ['an object', { ...PROJECT }],
    ['a list of texts', ['PROJECT#91cf']],
    ['a list with null in it', [PROJECT, null]],
  ])('are refused: %s', (_, items) => {
    // A caller without types.
    const error = thrown(() => readProjectItems(items as Item[]), 'INVALID_INPUT')
    expect(error.details).toEqual({ input: 'items' })
  })

  it('are those of several projects', () => {
    const other: Item = { ...PROJECT, PK: 'PROJECT#other' }
    const error = thrown(() => readProjectItems([PROJECT, other]), 'INVALID_INPUT')
    expect(error.details).toEqual({ input: 'items' })
    expect(error.message).toContain('PROJECT#91cf and PROJECT#other')
  })
})

describe('readSceneItems', () => {
  const all = { project: PROJECT, scene: sceneItem({}), claim: claimItem(3) }

  it('reads a scene with its project and claim', () => {
    expect(readSceneItems(all)).toMatchObject({
      project: { value: aProject() },
      scene: { value: aScene() },
      claim: { value: aClaim() },
    })
    expect(readSceneItems({ ...all, claim: undefined })).not.toHaveProperty('claim')
  })

  it('finds nothing where the scene or the project is missing', () => {
    expect(readSceneItems({ ...all, scene: undefined })).toBeUndefined()
    expect(readSceneItems({ ...all, project: undefined })).toBeUndefined()
  })

  it.each(['project', 'scene', 'claim'] as const)('throws when the %s cannot be read', (kind) => {
    const spoiledItem: Item = { ...all[kind], projectId: null }
    thrown(() => readSceneItems({ ...all, [kind]: spoiledItem }), 'INVALID_ITEM')
  })
})
