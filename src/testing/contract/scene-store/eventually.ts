import { UnmetExpectation } from '../expectations.js'

// Taken before any test replaces it by one that stands still.
const { setTimeout: realTimeout } = globalThis

/** How long to wait after each look that failed, in milliseconds. */
const WAITS_MS = [20, 50, 100, 200, 400, 800, 1_600]

/** For what may lag behind commits: looks again, a few times, when the first look fails. */
export async function eventually(look: () => Promise<void>): Promise<void> {
  for (const waitMs of WAITS_MS) {
    try {
      await look()
      return
    } catch (error) {
      if (!(error instanceof UnmetExpectation)) throw error
    }
    await new Promise((resolve) => {
      realTimeout(resolve, waitMs)
    })
  }
  await look()
}
