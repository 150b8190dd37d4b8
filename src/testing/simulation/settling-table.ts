import { ItemTable } from '../../adapters/memory/item-table.js'
import type { MemorySceneStore } from '../../adapters/memory/scene-store.js'
import { sceneStoreOn } from '../../adapters/memory/scene-store.js'
import { itemKeysOf } from '../../core/items/execute-change.js'
import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import type { Item } from '../../core/items/item.js'
import { placeOf } from '../../core/items/item.js'
import type { ItemKey } from '../../core/items/keys.js'
import type { Change, CommitAnswer } from '../../core/model/change.js'

/** A commit of which some readings see a part only, with what its items were before. */
type Settling = Map<string, Item | undefined>

/** A commit, and the moment from which everybody sees all of it. */
export interface SettlingCommit {
  readonly answer: Promise<CommitAnswer>
  readonly settle: () => void
}

/** Which items a reading asks for. */
export type Asked = Readonly<{ PK: string; first: string; last: string }>

/**
 * The memory store on a table whose commits become visible item by item until they are answered, as transactions do for the
 * plain readings of DynamoDB. What has been seen once stays visible.
 */
export class SettlingTable {
  readonly items = new ItemTable()
  readonly store: MemorySceneStore = sceneStoreOn(this.items)
  readonly #settling = new Set<Settling>()

  commit(change: Change): SettlingCommit {
    const keys = itemKeysOf(change)
    for (const other of this.#settling)
      if (keys.some((key) => other.has(placeText(key)))) this.#settling.delete(other)
    const before: Settling = new Map(keys.map((key) => [placeText(key), this.items.get(key)]))
    const answer = this.store.commit(change)
    this.#settling.add(before)
    return { answer, settle: () => this.#settling.delete(before) }
  }

  /** Somebody else saves a whole item; nobody sees that in part. */
  put(item: DynamoJsonItem): void {
    this.store.putItem(item)
    const place = `${String(item['PK']?.['S'])} ${String(item['SK']?.['S'])}`
    for (const before of this.#settling) before.delete(place)
  }

  /** What a reading of one moment does: it waits for commits under way, and sees all of them. */
  settle(): void {
    this.#settling.clear()
  }

  /** The items that a reading finds now. */
  find({ PK, first, last }: Asked): readonly Item[] {
    return this.items.query(PK, first, last)
  }

  /**
   * What a reading finds that began when the items were as given and ends now: each as it was at some moment in between.
   * @param isSeen - Asked for each item that may be seen in two ways, whether it is seen as it is now.
   */
  findTorn(asked: Asked, begin: readonly Item[], isSeen: () => boolean): readonly Item[] {
    const found = new Map(this.find(asked).map((item) => [placeIn(item), item]))
    for (const before of this.#settling) {
      for (const [place, item] of before) {
        if (!isAsked(asked, place)) continue
        if (isSeen()) before.delete(place)
        else if (item === undefined) found.delete(place)
        else found.set(place, item)
      }
    }
    const earlier = new Map(begin.map((item) => [placeIn(item), item]))
    const places = [...new Set([...earlier.keys(), ...found.keys()])]
    return places
      .map((place) => {
        const [was, is] = [earlier.get(place), found.get(place)]
        return isSame(was, is) || isSeen() ? is : was
      })
      .filter((item) => item !== undefined)
  }
}

function placeText({ PK, SK }: ItemKey): string {
  return `${PK} ${SK}`
}

function placeIn(item: Item): string {
  return placeText(placeOf(item))
}

function isAsked({ PK, first, last }: Asked, place: string): boolean {
  return place >= `${PK} ${first}` && place <= `${PK} ${last}`
}

function isSame(one: Item | undefined, other: Item | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
