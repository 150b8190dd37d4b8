import { attempt } from '../attempt.js'
import type { Actor } from '../crew.js'

/** Makes the film when every scene has its video. */
export const composer: Actor = async (process, { projectId, provider }) => {
  const { scenes } = process
  for (let films = 0; films < 2; films++) {
    await process.sleep(process.pick([1_000, 20_000, 60_000]))
    await attempt(process, (options) => scenes.startComposition(projectId, options))
    await process.sleep(5_000)
    const isFinished = process.chance(0.7)
    await attempt(process, (options) =>
      isFinished
        ? scenes.finishComposition(projectId, { body: provider.byHand(0) }, options)
        : scenes.failComposition(projectId, 'no sound', options),
    )
  }
}
