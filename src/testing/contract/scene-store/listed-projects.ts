import type { Project } from '../../../core/model/project.js'
import { addMs, toTimestamp } from '../../../core/model/time.js'
import type { SceneStore } from '../../../core/ports/scene-store.js'
import type { Bench } from './bench.js'
import { eachOf, numbers, seeded } from './seed.js'

const NEWEST = toTimestamp('2025-11-24T08:00:00.000000Z')

/** A status that only old projects have, so that there are few others. */
export const LISTED: Partial<Project> = { status: 'queued', listedAs: 'queued' }

/** Some projects and what is done with them; afterwards they are in no listing any more. */
export async function withProjects(
  store: SceneStore,
  count: number,
  work: (newestFirst: readonly Bench[]) => Promise<void>,
  given: Partial<Project> = LISTED,
): Promise<void> {
  const benches: Bench[] = []
  try {
    await eachOf(numbers(0, count - 1), async (age) => {
      // Whole seconds among them, which the status index spells without a fraction.
      const createdAt = addMs(NEWEST, -500 * age)
      benches[age] = await seeded(store, { project: { createdAt, ...given } })
    })
    await work(benches)
  } finally {
    // What stays listed is tidied away as far as it goes; the promise does not depend on it.
    await eachOf(benches, (bench) =>
      bench.commit({ op: 'delete', ref: bench.project, guard: {} }).catch(() => undefined),
    )
  }
}

/** The ids of their projects. */
export function idsOf(benches: readonly Bench[]): readonly string[] {
  return benches.map(({ projectId }) => projectId)
}
