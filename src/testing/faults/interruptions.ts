import { SceneError } from '../../core/model/error.js'
import type { SentRequest } from './request-log.js'

/** What somebody else does, and whether it does so before a request. */
interface Interruption<Operation extends PropertyKey> {
  readonly operation: Operation
  readonly act: () => unknown
  readonly when: (request: SentRequest) => boolean
}

/** What others do right before requests arrive, each once. */
export class Interruptions<Operation extends PropertyKey> {
  readonly #names: readonly string[]
  #planned: Interruption<Operation>[] = []

  /** @param names - The requests that there are. */
  constructor(names: readonly string[]) {
    this.#names = names
  }

  beforeNext = (
    operation: Operation,
    act: () => unknown,
    { when = () => true }: Partial<Pick<Interruption<Operation>, 'when'>> = {},
  ): void => {
    // Callers without types mistype names, and nobody would ever act.
    if (!this.#names.includes(String(operation))) {
      throw new SceneError(
        'INVALID_INPUT',
        `operation must be one of ${this.#names.join(', ')}; it is ${String(operation)}`,
        { input: 'operation' },
      )
    }
    this.#planned.push({ operation, act, when })
  }

  /** Nobody acts any more. */
  heal(): void {
    this.#planned = []
  }

  /** Lets whoever is next in line for a request act. */
  run = async (operation: Operation, request: SentRequest): Promise<void> => {
    const next = this.#planned.find((one) => one.operation === operation && one.when(request))
    if (next === undefined) return
    // What it does makes requests itself.
    this.#planned = this.#planned.filter((one) => one !== next)
    await next.act()
  }
}
