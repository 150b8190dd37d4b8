import { SceneError } from '../../core/model/error.js'
import type { SentRequest } from './request-log.js'
import { seededRandom } from '../seeded-random.js'

/** The faults that each operation of a port can meet, as `operation: fault names`. */
export type FaultsByOperation = Readonly<Record<string, string>>

/** Operations and their faults as lists, for checks of what callers pass. */
export type FaultNames<Faults extends FaultsByOperation> = {
  readonly [Operation in keyof Faults]: readonly Faults[Operation][]
}

/** For each fault of each operation how likely it is, from 0 to 1. */
export type FaultRates<Faults extends FaultsByOperation> = {
  readonly [Operation in keyof Faults]?: { readonly [Fault in Faults[Operation]]?: number }
}

/** Which requests meet a fault. */
export interface FaultOptions {
  /** So many in a row; `Infinity` until `heal`. Default: 1. */
  readonly times?: number
  /** So many go well before. Default: 0. */
  readonly after?: number
  /** Whether a request is one of those that are counted; all others go well. Default: every one is. */
  readonly when?: (request: SentRequest) => boolean
}

/** A fault that is still to come. */
export interface PlannedFault<Faults extends FaultsByOperation> {
  readonly operation: keyof Faults
  readonly fault: Faults[keyof Faults]
  readonly times: number
  readonly after: number
}

/** What a test says about the faults of a store. */
export interface FaultControls<Faults extends FaultsByOperation> {
  /**
   * The next request of this kind that nobody planned a fault for yet meets this one.
   * @param options - Which requests; a number is `times`.
   * @throws SceneError `INVALID_INPUT` for an operation or a fault that does not exist, and for numbers that are none.
   * @example
   * const { store } = createTestScenes()
   * store.failNext('commit', 'lost-reply')
   * store.failNext('commit', 'throttled', 3)
   * store.failNext('commit', 'crash-after', { when: ({ change }) => change?.event?.type === 'scene-completed' })
   * store.plannedFaults().length // 3
   */
  failNext<Operation extends keyof Faults & string>(
    operation: Operation,
    fault: Faults[Operation],
    options?: FaultOptions | number,
  ): void
  /**
   * From now on requests that no fault was planned for meet one by chance: the same ones for the same seed and requests.
   * @example
   * const { store } = createTestScenes()
   * store.failRandomly({ seed: 7, rates: { commit: { 'lost-reply': 0.1, throttled: 0.2 } } })
   */
  failRandomly(options: { readonly seed: number; readonly rates: FaultRates<Faults> }): void
  /** Ends all faults, planned and by chance, and whatever others were to do before requests. */
  heal(): void
  /** Faults that were planned and have not come yet. */
  plannedFaults(): readonly PlannedFault<Faults>[]
}

interface Planned<Faults extends FaultsByOperation> {
  readonly operation: keyof Faults
  readonly fault: Faults[keyof Faults]
  readonly when: (request: SentRequest) => boolean
  times: number
  after: number
}

/** Faults to come, for one port. */
export class FaultQueue<Faults extends FaultsByOperation> implements FaultControls<Faults> {
  readonly #names: FaultNames<Faults>
  #planned: Planned<Faults>[] = []
  #random: (() => number) | undefined
  #rates: FaultRates<Faults> = {}

  constructor(names: FaultNames<Faults>) {
    this.#names = names
  }

  failNext = <Operation extends keyof Faults & string>(
    operation: Operation,
    fault: Faults[Operation],
    options: FaultOptions | number = {},
  ): void => {
    const {
      times = 1,
      after = 0,
      when = () => true,
    } = typeof options === 'number' ? { times: options } : options
    this.#assertKnown(operation, fault)
    if (!(times >= 1)) throw invalid('times', `must be 1 or more, not ${times}`)
    if (!(after >= 0)) throw invalid('after', `must be 0 or more, not ${after}`)
    this.#planned.push({ operation, fault, times, after, when })
  }

  failRandomly = ({ seed, rates }: { readonly seed: number; readonly rates: FaultRates<Faults> }): void => {
    for (const [operation, faults] of entriesOf(rates)) {
      for (const [fault, rate] of entriesOf(faults)) {
        this.#assertKnown(operation, fault)
        if (!(typeof rate === 'number' && rate >= 0 && rate <= 1)) {
          throw invalid('rates', `must be from 0 to 1; ${operation} ${fault} is ${String(rate)}`)
        }
      }
    }
    this.#rates = rates
    this.#random = seededRandom(seed)
  }

  heal = (): void => {
    this.#planned = []
    this.#random = undefined
  }

  plannedFaults = (): readonly PlannedFault<Faults>[] =>
    this.#planned.map(({ operation, fault, times, after }) => ({ operation, fault, times, after }))

  /** The fault that a request meets; `undefined` for none. */
  next<Operation extends keyof Faults>(
    operation: Operation,
    request: SentRequest,
  ): Faults[Operation] | undefined {
    const planned = this.#planned.find((one) => one.operation === operation && one.when(request))
    if (planned !== undefined && planned.after > 0) {
      planned.after--
    } else if (planned !== undefined) {
      planned.times--
      if (planned.times <= 0) this.#planned = this.#planned.filter((one) => one !== planned)
      return this.#names[operation].find((name) => name === planned.fault)
    }
    if (this.#random === undefined) return undefined
    let chance = this.#random()
    const rates: Readonly<Record<string, number | undefined>> = this.#rates[operation] ?? {}
    return this.#names[operation].find((name) => (chance -= rates[name] ?? 0) < 0)
  }

  /** Callers without types mistype names, and would test nothing. */
  #assertKnown(operation: string, fault: string): void {
    const all: Readonly<Record<string, readonly string[]>> = this.#names
    const faults = Object.hasOwn(all, operation) ? all[operation] : undefined
    if (faults === undefined) {
      throw invalid('operation', `must be one of ${Object.keys(all).join(', ')}; it is ${operation}`)
    }
    if (!faults.includes(fault)) {
      throw invalid('fault', `of ${operation} must be one of ${faults.join(', ')}; it is ${fault}`)
    }
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function invalid(input: string, rule: string): SceneError {
  return new SceneError('INVALID_INPUT', `${input} ${rule}`, { input })
}
