// Taken before any test replaces it by one that stands still.
const { setTimeout: realTimeout } = globalThis
const soon: (goOn: () => void) => unknown =
  'setImmediate' in globalThis ? globalThis.setImmediate : (goOn) => realTimeout(goOn, 0)

/** Comes back when everybody who does not wait for time or for others has gone on as far as it gets. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    soon(resolve)
  })
}
