import { createScenes, toTimestamp } from '../../index.js'
import { projectTitle } from '../show/project-title.js'
import { showPlan } from './show-plan.js'
import type { ProjectState } from './snapshot.js'
import type { Paint } from '../terminal/paint.js'
import type { World } from './world.js'

/** The plan of every project that has scenes; the others have nothing to be planned. */
export async function showPlans(
  { store, blobs, clock }: World,
  states: readonly ProjectState[],
  paint: Paint,
): Promise<string[]> {
  const scenes = createScenes({ store, blobs, clock })
  const lines: string[] = []
  for (const state of states.filter(({ scenes }) => scenes.length > 0)) {
    const selection = await scenes.select(state.project.projectId)
    const now = toTimestamp(clock.now())
    lines.push('', paint('bold', projectTitle(state.project)), ...showPlan(selection, { state, now, paint }))
  }
  return lines
}
