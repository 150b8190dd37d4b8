import type { Clock } from '../../service/clock.js'
import type { Scenes } from '../../service/scenes.js'
import { NETWORK } from './process-names.js'
import type { Waiting, WaitingRoom } from './waiting.js'
import type { Way } from './way.js'
import { WAYS } from './way.js'

/** A request on its way to the store or to the bucket. */
export interface SimulatedRequest<T> {
  /** Which, such as `commit scene-claimed`. */
  readonly what: string
  readonly about: string
  readonly ways: readonly Way[]
  /** What it does when it arrives. */
  readonly arrive: (way: Way) => Promise<T>
  /** Told when its sender has the answer, or never will. */
  readonly over?: () => void
  /** What its sender is told where it gets no answer. */
  readonly unanswered: () => Error
  /** What its sender is told instead of an answer, for faults that do nothing. */
  readonly refusals?: Partial<Readonly<Record<Way, () => Promise<T>>>>
}

/** What a process may use of the world. */
export interface ProcessSurroundings {
  readonly room: WaitingRoom
  readonly now: () => number
  readonly random: () => number
  /** Told what a request was answered, which its sender has not seen yet. */
  readonly onAnswer: (process: SimulatedProcess, answer: () => unknown) => void
  /** Told of every death. */
  readonly onCrash: (process: SimulatedProcess) => void
}

/** A process of a simulation: whenever it waits for anything, others may go first, and it may die. */
export class SimulatedProcess {
  readonly name: string
  readonly clock: Clock
  /** The service in this process. */
  readonly scenes: Scenes
  readonly #surroundings: ProcessSurroundings
  #hasCrashed = false

  constructor(
    name: string,
    surroundings: ProcessSurroundings,
    serviceOf: (process: SimulatedProcess) => Scenes,
  ) {
    this.name = name
    this.#surroundings = surroundings
    this.clock = { now: surroundings.now, sleep: (ms, signal) => this.sleep(ms, signal) }
    this.scenes = serviceOf(this)
  }

  get hasCrashed(): boolean {
    return this.#hasCrashed
  }

  /** One of several, by chance. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.#surroundings.random() * list.length)] ?? list[0]
  }

  /** Whether something happens that has this chance, from 0 to 1. */
  chance(of: number): boolean {
    return this.#surroundings.random() < of
  }

  /** A point at which anybody else may go first. */
  async think(about = ''): Promise<void> {
    await this.#wait({ by: this.name, what: 'think', about, ways: WAYS.thought })
  }

  /** Waits until so much time has passed at least; or no longer than until the signal is aborted. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return
    const dueMs = this.clock.now() + Math.max(0, Math.ceil(ms))
    const waiting: Waiting = { by: this.name, what: 'sleep', about: String(ms), ways: WAYS.sleep, dueMs }
    const wakeUp = () => {
      this.#surroundings.room.tell(waiting, 'wakes')
    }
    signal?.addEventListener('abort', wakeUp)
    await this.#wait(waiting)
    signal?.removeEventListener('abort', wakeUp)
  }

  /**
   * Sends a request and waits for its answer; on both ways anything may happen.
   * @internal
   */
  async request<T>({
    what,
    about,
    ways,
    arrive,
    over,
    unanswered,
    refusals,
  }: SimulatedRequest<T>): Promise<T> {
    const leaveBehind = () => {
      void this.#leftover(what, about, async () => {
        await arrive('late')
        over?.()
      })
    }
    const way = await this.#wait({ by: this.name, what, about, ways }, leaveBehind)
    const refusal = refusals?.[way]
    if (refusal !== undefined) return refusal()
    if (way === 'lost') throw unanswered()
    if (way === 'late') {
      leaveBehind()
      throw unanswered()
    }
    const work = arrive(way)
    if (way === 'repeated') leaveBehind()
    const answer = await settled(work)
    this.#surroundings.onAnswer(this, answer)
    const back = await this.#wait({ by: this.name, what, about, ways: WAYS.answer }, undefined, over)
    over?.()
    if (back === 'lost-reply') throw unanswered()
    return answer()
  }

  /** Dies; nothing that it waits for ever comes. */
  crash(): void {
    this.#hasCrashed = true
    this.#surroundings.room.forget(this.name)
    this.#surroundings.onCrash(this)
  }

  async #wait(waiting: Waiting, leaveBehind?: () => void, over?: () => void): Promise<Way> {
    if (this.#hasCrashed) return new Promise(() => undefined)
    const way = await this.#surroundings.room.enter(waiting)
    if (way !== 'crash' && way !== 'crash-sent' && way !== 'crash-after') return way
    if (way === 'crash-sent') leaveBehind?.()
    over?.()
    this.crash()
    return new Promise(() => undefined)
  }

  /** What the network still holds of a sender that waits no more. */
  async #leftover(what: string, about: string, arrive: () => Promise<unknown>): Promise<void> {
    const way = await this.#surroundings.room.enter({ by: NETWORK, what, about, ways: WAYS.leftover })
    if (way === 'arrives') await settled(arrive())
  }
}

/** How work ended, to be told later. */
async function settled<T>(work: Promise<T>): Promise<() => T> {
  try {
    const result = await work
    return () => result
  } catch (error) {
    return () => {
      throw error
    }
  }
}
