import type { Actor } from '../crew.js'
import { attempt } from '../attempt.js'

/** A lease so short that it often runs out. */
const LEASE_MS = 15_000

/** Generates what is missing, now and then anew what is there; told to stop at times. */
export const worker: Actor = async (process, { projectId, provider }) => {
  const { scenes } = process
  for (let round = 0; round < 2; round++) {
    const again = process.chance(0.15) ? [process.pick([1, 2, 3])] : []
    const stop = new AbortController()
    if (process.chance(0.1))
      void process.sleep(10_000).then(() => {
        stop.abort()
      })
    await attempt(process, () => {
      for (const sequence of again) provider.asked(sequence)
      return scenes.generateMissing(projectId, provider.generator(process), {
        concurrency: 2,
        leaseMs: LEASE_MS,
        regenerate: again,
        signal: stop.signal,
      })
    })
    await process.sleep(process.pick([0, 30_000]))
  }
}
