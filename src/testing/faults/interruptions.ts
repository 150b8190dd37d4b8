import type { SentRequest } from './request-log.js'

/** What somebody else does, and whether it does so before a request. */
interface Interruption<Operation extends PropertyKey> {
  readonly operation: Operation
  readonly act: () => unknown
  readonly when: (request: SentRequest) => boolean
}

/** What others do right before requests arrive, each once. */
export class Interruptions<Operation extends PropertyKey> {
  #planned: Interruption<Operation>[] = []

  beforeNext = (
    operation: Operation,
    act: () => unknown,
    { when = () => true }: Partial<Pick<Interruption<Operation>, 'when'>> = {},
  ): void => {
    this.#planned.push({ operation, act, when })
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
