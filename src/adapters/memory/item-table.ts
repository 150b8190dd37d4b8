import { SceneError } from '../../core/model/error.js'
import type { Item } from '../../core/items/item.js'
import { cloneItem } from '../../core/items/item.js'
import type { ItemKey } from '../../core/items/keys.js'

/** Items by partition and sort key. Whatever goes in or comes out is a copy. */
export class ItemTable {
  readonly #partitions = new Map<string, Map<string, Item>>()

  get({ PK, SK }: ItemKey): Item | undefined {
    const item = this.#partitions.get(PK)?.get(SK)
    return item === undefined ? undefined : cloneItem(item)
  }

  put(item: Item): void {
    const { PK, SK } = keyIn(item)
    const partition = this.#partitions.get(PK) ?? new Map<string, Item>()
    this.#partitions.set(PK, partition.set(SK, cloneItem(item)))
  }

  delete({ PK, SK }: ItemKey): void {
    this.#partitions.get(PK)?.delete(SK)
  }

  /** The items of a partition with a sort key from `first` to `last`, ascending. */
  query(PK: string, first: string, last: string): Item[] {
    const partition = this.#partitions.get(PK) ?? new Map<string, Item>()
    return [...partition]
      .filter(([SK]) => SK >= first && SK <= last)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => cloneItem(item))
  }

  /** The items of a partition, by sort key. */
  partition(PK: string): Item[] {
    return this.query(PK, '', '\uffff')
  }

  /** The items at one sort key, by partition. */
  at(SK: string): Item[] {
    return [...this.#partitions.keys()].sort().flatMap((PK) => {
      const item = this.get({ PK, SK })
      return item === undefined ? [] : [item]
    })
  }

  /** Every item, by partition and sort key. */
  all(): Item[] {
    return [...this.#partitions.keys()].sort().flatMap((PK) => this.partition(PK))
  }
}

function keyIn(item: Item): ItemKey {
  const { PK, SK } = item
  if (typeof PK === 'string' && typeof SK === 'string') return { PK, SK }
  throw new SceneError('INVALID_INPUT', 'an item has no PK or no SK; both must be strings', { input: 'item' })
}
