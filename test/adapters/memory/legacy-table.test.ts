import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMemoryBlobStore } from '../../../src/adapters/memory/blob-store.js'
import type { ListedObject } from '../../../src/adapters/memory/blob-store.js'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'
import { isObjectKey } from '../../../src/core/model/object-key.js'
import { selectForGeneration } from '../../../src/core/rules/selection.js'
import { byValue } from '../../core/support/by-value.js'
import { pynamoProblems } from '../../core/support/pynamo.js'

interface LegacyTable {
  readonly items: readonly DynamoJsonItem[]
  readonly objects: readonly ListedObject[]
}

const table = JSON.parse(
  readFileSync(new URL('../../fixtures/legacy-table.json', import.meta.url), 'utf8'),
) as LegacyTable

const byPlace = (a: { readonly PK?: unknown; readonly SK?: unknown }, b: typeof a) =>
  JSON.stringify([a.PK, a.SK]) < JSON.stringify([b.PK, b.SK]) ? -1 : 1

describe('a table as the backend left it', () => {
  it('comes back from the store as it went in', () => {
    const exported = createMemorySceneStore({ items: table.items }).exportItems()
    expect(exported.map(byValue).sort(byPlace)).toEqual(table.items.map(byValue).sort(byPlace))
  })

  it('satisfies the checker that judges what this library writes', () => {
    expect(table.items.flatMap(pynamoProblems)).toEqual([])
  })

  it('reads without an invalid record, and selects the scenes without a video', async () => {
    const store = createMemorySceneStore({ items: table.items })
    const { items } = await store.listProjects()
    expect(items).toHaveLength(7)
    const selected: Record<string, readonly number[]> = {}
    for (const { value } of items) {
      const records = await store.loadProject(value.projectId)
      expect(records?.invalid).toEqual([])
      const scenes = records?.scenes.map((scene) => scene.value) ?? []
      selected[value.projectId.slice(0, 4)] = selectForGeneration(scenes).selected.map(
        ({ sequence }) => sequence,
      )
    }
    expect(selected).toEqual({
      '6f0d': [],
      b4a9: [2, 5, 6, 7],
      '0c2b': [],
      d7e3: [101, 1000],
      e19a: [],
      f3b5: [],
      a82d: [],
    })
  })

  it('keeps a URL where a key belongs, as a clip that is never signed', async () => {
    const store = createMemorySceneStore({ items: table.items })
    const { items } = await store.listProjects({ status: 'completed' })
    expect(items.length).toBeGreaterThan(0)
    const scene = await store.loadScene('b4a9e1d0-7f1c-4d57-8a52-90c6e2f4d833', 12)
    const original = scene?.scene.value.clips.original ?? ''
    expect(original).toMatch(/^https?:/)
    expect(isObjectKey(original)).toBe(false)
  })

  it('has a bucket that loads too', async () => {
    const blobs = createMemoryBlobStore({ objects: table.objects })
    expect(blobs.objects()).toHaveLength(table.objects.length)
    for (const { key, size } of blobs.objects()) {
      expect(await blobs.stat(key)).toEqual(size === 0 ? 'empty' : expect.objectContaining({ key, size }))
    }
  })
})
