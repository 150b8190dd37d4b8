import type { Way } from './way.js'

/** Something that waits until it is told how to go on. */
export interface Waiting {
  /** Who waits: a process by its name, or `network` for what was sent by somebody who waits no more. */
  readonly by: string
  /** For what: `commit scene-claimed`, `load project`, `sleep`. */
  readonly what: string
  /** About what: a project and a scene, a key, milliseconds. */
  readonly about: string
  /** How it may go on, the course without a fault first. */
  readonly ways: readonly Way[]
  /** When it may go on, in milliseconds since 1970; at once when missing. */
  readonly dueMs?: number
}

interface Parked {
  readonly waiting: Waiting
  readonly goOn: (way: Way) => void
}

/** Everybody who waits, in the order in which they came. */
export class WaitingRoom {
  #parked: readonly Parked[] = []

  /** Waits to be told. */
  enter(waiting: Waiting): Promise<Way> {
    return new Promise((goOn) => {
      this.#parked = [...this.#parked, { waiting, goOn }]
    })
  }

  all(): readonly Waiting[] {
    return this.#parked.map(({ waiting }) => waiting)
  }

  /** Tells somebody to go on; those who have left are told nothing. */
  tell(waiting: Waiting, way: Way): void {
    const parked = this.#parked.find((one) => one.waiting === waiting)
    this.#parked = this.#parked.filter((one) => one !== parked)
    parked?.goOn(way)
  }

  /** Lets go of all who belong to a process that is over; they never go on. */
  forget(by: string): void {
    this.#parked = this.#parked.filter(({ waiting }) => waiting.by !== by)
  }
}
