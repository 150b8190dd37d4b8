import type { MemoryBlobStore } from '../../adapters/memory/blob-store.js'
import { createMemoryBlobStore } from '../../adapters/memory/blob-store.js'
import type { MemorySceneStore } from '../../adapters/memory/scene-store.js'
import type { Change, CommitAnswer } from '../../core/model/change.js'
import type { Policy } from '../../core/model/policy.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { BlobStore } from '../../core/ports/blob-store.js'
import { createScenes } from '../../service/create-scenes.js'
import type { Scenes } from '../../service/scenes.js'
import { countingIds } from '../counting-ids.js'
import { TEST_TIME_MS } from '../manual-clock.js'
import { nextTurn } from '../next-turn.js'
import type { PythonBackend } from '../python-backend.js'
import { pythonBackend } from '../python-backend.js'
import { idsPrefix, nameIn, ProcessNames } from './process-names.js'
import { SettlingTable } from './settling-table.js'
import { simulatedBucket } from './simulated-bucket.js'
import { SimulatedProcess } from './simulated-process.js'
import { simulatedStore } from './simulated-store.js'
import type { Waiting } from './waiting.js'
import { WaitingRoom } from './waiting.js'
import type { Way } from './way.js'
import { WAYS } from './way.js'

/** A commit that arrived, with the project before and after it. */
export interface ArrivedCommit {
  readonly change: Change
  readonly answer: CommitAnswer
  readonly before: ProjectRecords | undefined
  readonly after: ProjectRecords | undefined
  /** When it arrived, in milliseconds since 1970. */
  readonly nowMs: number
}

/** Told of everything that changes what is stored; says what promise that broke, by throwing nothing and reporting. */
export interface WorldObserver {
  /** A commit arrived, of a process or of what a dead one had sent. */
  readonly committed?: (commit: ArrivedCommit) => void
  /** The Python backend saved an item of this project. */
  readonly saved?: (records: ProjectRecords | undefined, projectId: string) => void
  /**
   * A request of a process was answered, which it sees when it goes on.
   * @param answer - Gives what the process will be told, or throws it.
   */
  readonly answered?: (name: string, answer: () => unknown) => void
  /** A process died. */
  readonly crashed?: (name: string) => void
}

/** What a world is made with. */
export interface WorldOptions {
  /** From 0 to below 1, for everything that is left to chance. */
  readonly random: () => number
  readonly policy?: Partial<Policy>
}

/** What a process does from its beginning to its end. */
export type ProcessMain = (process: SimulatedProcess) => Promise<void>

/** How a process is run. */
export interface StartOptions {
  readonly policy?: Partial<Policy>
  /** How it sees the bucket, if not as everybody else does: cut off from it, say, or another one by mistake. */
  readonly bucket?: BlobStore
  /** How often it is started again after a crash. Default: never. */
  readonly restarts?: number
}

/**
 * Processes on one store, one bucket and one clock, in which nothing happens until somebody says what comes next: whoever
 * waits for a request, an answer or the time is in `waiting()`, and `take` tells one of them how to go on.
 */
export class SimulatedWorld {
  readonly blobs: MemoryBlobStore = createMemoryBlobStore({ now: () => this.#nowMs })
  readonly python: PythonBackend
  readonly #options: WorldOptions
  readonly #table = new SettlingTable()
  readonly #room = new WaitingRoom()
  readonly #observers: WorldObserver[] = []
  readonly #problems: string[] = []
  readonly #names = new ProcessNames()
  readonly #seen = new Map<string, Promise<ProjectRecords | undefined>>()
  #running = 0
  #nowMs = TEST_TIME_MS
  #calm = 0

  constructor(options: WorldOptions) {
    this.#options = options
    const table = {
      exportItems: () => this.store.exportItems(),
      putItem: (item: Parameters<SettlingTable['put']>[0]) => {
        this.#save(item)
      },
    }
    this.python = pythonBackend(table, () => this.#nowMs)
  }

  /** What is stored, without anything in between. */
  get store(): MemorySceneStore {
    return this.#table.store
  }

  /** The present, in milliseconds since 1970. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** What must not happen and did: promises that observers saw broken, and processes that failed. */
  get problems(): readonly string[] {
    return this.#problems
  }

  /** Processes that have neither ended nor died. */
  get running(): number {
    return this.#running
  }

  observe(observer: WorldObserver): void {
    this.#observers.push(observer)
  }

  report(problem: string): void {
    this.#problems.push(problem)
  }

  /** A service that nothing comes in between of, for before and after a run; its waits let the time pass. */
  calm(): Scenes {
    const commit = (change: Change) => {
      const { answer, settle } = this.#commit(change)
      settle()
      return answer
    }
    const clock = {
      now: () => this.#nowMs,
      sleep: (ms: number) => {
        this.passTo(this.#nowMs + Math.ceil(ms))
        return Promise.resolve()
      },
    }
    const name = `calm-${++this.#calm}`
    this.#names.take(name)
    return createScenes({
      ...this.#common(),
      store: { ...this.store, commit },
      blobs: this.blobs,
      clock,
      ids: countingIds(idsPrefix(name)),
      actor: 'calm',
    })
  }

  /** Starts a process. Its name becomes `name-2` when it is started again after a crash; nobody else may be called so. */
  start(name: string, main: ProcessMain, { policy, bucket, restarts = 0 }: StartOptions = {}): void {
    this.#names.take(name, restarts)
    this.#running++
    let life = 0
    const begin = () => {
      const own = nameIn(++life, name)
      const process = new SimulatedProcess(
        own,
        { room: this.#room, now: () => this.#nowMs, random: this.#options.random, onAnswer, onCrash },
        (self) =>
          createScenes({
            ...this.#common(),
            ...(policy !== undefined && { policy }),
            store: simulatedStore(this.#table, self, (change) => this.#commit(change)),
            blobs: simulatedBucket(bucket ?? this.blobs, self),
            clock: self.clock,
            ids: countingIds(idsPrefix(own)),
            actor: own,
          }),
      )
      void this.#run(process, main)
    }
    const onAnswer = ({ name: own }: SimulatedProcess, answer: () => unknown) => {
      for (const { answered } of this.#observers) answered?.(own, answer)
    }
    const onCrash = (process: SimulatedProcess) => {
      for (const { crashed } of this.#observers) crashed?.(process.name)
      if (life > restarts) this.#running--
      else void this.#room.enter({ by: name, what: 'restart', about: '', ways: WAYS.restart }).then(begin)
    }
    begin()
  }

  /** Everybody who waits, also for a time that has not come, in the order in which they came. */
  parked(): readonly Waiting[] {
    return this.#room.all()
  }

  /** Everybody who could go on now, in the order in which they came. */
  waiting(): readonly Waiting[] {
    return this.parked().filter(({ dueMs = 0 }) => dueMs <= this.#nowMs)
  }

  /** The next moment at which somebody wakes; `undefined` when nobody sleeps. */
  nextDueMs(): number | undefined {
    const due = this.#room
      .all()
      .flatMap(({ dueMs }) => (dueMs !== undefined && dueMs > this.#nowMs ? dueMs : []))
    return due.length === 0 ? undefined : Math.min(...due)
  }

  /** Tells somebody how to go on, and comes back when everybody waits again. */
  async take(waiting: Waiting, way: Way): Promise<void> {
    this.#room.tell(waiting, way)
    await nextTurn()
  }

  /** Lets time pass; who sleeps may go on then, and need not. */
  passTo(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs)
  }

  async #run(process: SimulatedProcess, main: ProcessMain): Promise<void> {
    try {
      await main(process)
    } catch (error) {
      this.#problems.push(
        `${process.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
    }
    this.#running--
  }

  #common() {
    const { policy, random } = this.#options
    return { random, ...(policy !== undefined && { policy }) }
  }

  #commit(change: Change) {
    const { projectId } = change
    // The memory store answers at once, so nobody comes in between these three.
    const before = this.#lookAt(projectId)
    const settling = this.#table.commit(change)
    this.#seen.delete(projectId)
    const after = this.#lookAt(projectId)
    const nowMs = this.#nowMs
    const answer = Promise.all([before, settling.answer, after]).then(([was, answer, is]) => {
      const commit: ArrivedCommit = { change, answer, before: was, after: is, nowMs }
      for (const { committed } of this.#observers) committed?.(commit)
      return answer
    })
    return { ...settling, answer }
  }

  #save(item: Parameters<SettlingTable['put']>[0]): void {
    this.#table.put(item)
    const projectId = String(item['projectId']?.['S'])
    this.#seen.delete(projectId)
    void this.#lookAt(projectId).then((records) => {
      for (const { saved } of this.#observers) saved?.(records, projectId)
    })
  }

  /** The records for the observers; read anew only when something was written. */
  #lookAt(projectId: string): Promise<ProjectRecords | undefined> {
    if (this.#observers.length === 0) return Promise.resolve(undefined)
    const seen = this.#seen.get(projectId) ?? this.store.loadProject(projectId)
    this.#seen.set(projectId, seen)
    return seen
  }
}
