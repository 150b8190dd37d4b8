import type { MemorySceneStore } from '../../../../src/adapters/memory/scene-store.js'
import { createMemorySceneStore } from '../../../../src/adapters/memory/scene-store.js'
import type { ItemKey } from '../../../../src/core/items/keys.js'
import type { SceneStore } from '../../../../src/core/ports/scene-store.js'
import type { SceneStoreSubject, TableDoor } from '../../../../src/testing/contract/scene-store-subject.js'

/** A memory store, or what `open` makes of it, with everything that the contract may ask for. */
export function memorySubject(
  open: (memory: MemorySceneStore) => SceneStore = (memory) => memory,
): SceneStoreSubject & { readonly table: TableDoor } {
  const memory = createMemorySceneStore()
  return { store: open(memory), another: () => open(memory), table: doorOf(memory) }
}

function doorOf(memory: MemorySceneStore): TableDoor {
  const isAt =
    ({ PK, SK }: ItemKey) =>
    (item: { readonly [name: string]: { readonly S?: unknown } }) =>
      item['PK']?.S === PK && item['SK']?.S === SK
  return {
    getItem: (key) => Promise.resolve(memory.exportItems().find(isAt(key))),
    putItem: (item) => {
      memory.putItem(item)
      return Promise.resolve()
    },
    deleteItem: (key) => {
      memory.deleteItem(key)
      return Promise.resolve()
    },
  }
}
