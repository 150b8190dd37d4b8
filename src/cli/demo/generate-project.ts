import { epochMs } from '../../index.js'
import type { Scenes } from '../../index.js'
import { Life } from './dying-worker.js'
import type { WorkerEvent } from './worker-event.js'
import type { Worker, World } from './world.js'

/** What generating a project needs. */
export interface Production {
  readonly world: World
  readonly projectId: string
  /** The first worker dies after its first upload. */
  readonly doomed: boolean
  readonly report: (worker: string, event: WorkerEvent) => void
}

/**
 * Generates the missing clips of a project with two workers at once, which know nothing of each other. Where the first
 * one is doomed, the second stays until nobody holds a scene any more, and finishes what was left behind.
 */
export async function generateProject({ world, projectId, doomed, report }: Production): Promise<void> {
  const life = new Life()
  const first = doomed
    ? world.dyingWorker('worker-1', life, (clipOf) => {
        report('worker-1', { type: 'died', clipOf })
      })
    : world.worker('worker-1')
  const second = world.worker('worker-2')
  const concurrency = doomed ? 2 : 1
  const run = async ({ name, scenes, generate }: Worker, only?: readonly number[]) => {
    await scenes.generateMissing(projectId, generate, {
      concurrency,
      owner: name,
      ...(only !== undefined && { only }),
      onProgress: (event) => {
        report(name, event)
      },
    })
  }
  const firstIsGone = Promise.race([run(first), life.over])
  await run(second)
  if (!doomed) return firstIsGone
  for (;;) {
    const held = await heldScenes(second.scenes, projectId)
    if (held.length === 0) return firstIsGone
    for (const scene of held) report(second.name, { type: 'held', ...scene })
    const untilMs = Math.max(...held.map((scene) => scene.untilMs))
    await world.clock.sleep(untilMs - world.clock.now() + 1)
    const only = held.map(({ sequence }) => sequence)
    await run(second, only)
  }
}

async function heldScenes(scenes: Scenes, projectId: string) {
  const { skipped } = await scenes.select(projectId)
  return skipped.flatMap(({ scene: { sequence }, reason }) => {
    if (reason.kind !== 'claimed') return []
    return [{ sequence, owner: reason.owner, untilMs: epochMs(reason.until) }]
  })
}
