/** What others do right before requests arrive, each once. */
export class Interruptions<Operation extends PropertyKey> {
  #planned: { readonly operation: Operation; readonly act: () => unknown }[] = []

  beforeNext = (operation: Operation, act: () => unknown): void => {
    this.#planned.push({ operation, act })
  }

  /** Lets whoever is next in line for this kind of request act. */
  run = async (operation: Operation): Promise<void> => {
    const next = this.#planned.find((one) => one.operation === operation)
    if (next === undefined) return
    // What it does makes requests itself.
    this.#planned = this.#planned.filter((one) => one !== next)
    await next.act()
  }
}
