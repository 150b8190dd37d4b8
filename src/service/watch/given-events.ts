import type { SceneEvent } from '../../core/model/event.js'
import { epochMs } from '../../core/model/time.js'
import type { WatchPosition } from './watch-position.js'
import { formatPosition, markOf } from './watch-position.js'

interface Given {
  readonly timeMs: number
  /** Made when somebody asks for the position. */
  mark?: string
}

/**
 * Which events a watch has dealt with: all up to a time, and the later ones by name. It holds no more than what happened
 * after that time.
 */
export class GivenEvents {
  readonly #given = new Map<string, Given>()
  /** Of a watch that went before; each is seen again in the first reading. */
  readonly #earlier: Set<string>
  #horizonMs: number

  constructor({ horizonMs, marks }: WatchPosition) {
    this.#horizonMs = horizonMs
    this.#earlier = new Set(marks)
  }

  /** Every event up to this time was dealt with, in milliseconds since 1970. */
  get horizonMs(): number {
    return this.#horizonMs
  }

  /** How many events it holds by name. */
  get size(): number {
    return this.#given.size
  }

  get position(): string {
    const given = [...this.#given].map(([id, known]) => (known.mark ??= markOf(id)))
    return formatPosition({ horizonMs: this.#horizonMs, marks: [...this.#earlier, ...given] })
  }

  /** Whether an event was dealt with. Of what an earlier watch gave it learns the name. */
  has(event: SceneEvent): boolean {
    if (epochMs(event.time) <= this.#horizonMs || this.#given.has(event.id)) return true
    if (this.#earlier.size === 0 || !this.#earlier.has(markOf(event.id))) return false
    this.add(event)
    return true
  }

  add({ id, time }: SceneEvent): void {
    const timeMs = epochMs(time)
    if (timeMs > this.#horizonMs) this.#given.set(id, { timeMs })
  }

  /** From now on everything up to this time counts as dealt with. */
  forget(untilMs: number): void {
    if (untilMs <= this.#horizonMs) return
    this.#horizonMs = untilMs
    for (const [id, { timeMs }] of this.#given) if (timeMs <= untilMs) this.#given.delete(id)
  }

  /** All that an earlier watch had given was seen again, or is older by now. */
  forgetEarlier(): void {
    this.#earlier.clear()
  }
}
