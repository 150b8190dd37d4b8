import type { SimulatedWorld } from '../../../src/testing/simulation/simulated-world.js'
import { clipBytes } from '../../support/test-scenes.js'

/** After this every lease and every grace is over. */
const LONG_MS = 600_000

/** One repair puts everything right that can be, and every scene gets its video. */
export async function allGenerated(world: SimulatedWorld, projectId: string): Promise<readonly string[]> {
  world.passTo(world.nowMs + LONG_MS)
  const scenes = world.calm()
  await scenes.repair(projectId)
  const { findings } = await scenes.audit(projectId)
  const { counts } = await scenes.generateMissing(projectId, () => Promise.resolve({ body: clipBytes() }))
  const { status } = await scenes.view(projectId)
  const again = await scenes.audit(projectId)
  return [
    ...findings.map((finding) => `the repair left ${finding.kind} ${finding.sequence ?? ''}`),
    ...(status === 'completed' ? [] : [`the project is ${status}, ${JSON.stringify(counts)}`]),
    ...again.findings.map((finding) => `generating left ${finding.kind} ${finding.sequence ?? ''}`),
  ]
}
