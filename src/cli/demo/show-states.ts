import { showProject } from './show-project.js'
import type { ProjectState } from './snapshot.js'
import type { Paint } from '../terminal/paint.js'

/** All projects, those without scenes as a list at the end. With `before`, what is new is marked. */
export function showStates(
  states: readonly ProjectState[],
  paint: Paint,
  before: readonly ProjectState[] = [],
): string[] {
  const lines: string[] = []
  let last: ProjectState | undefined
  for (const state of states) {
    const inList = state.scenes.length === 0 && last?.scenes.length === 0
    if (!inList) lines.push('')
    const earlier = before.find(({ project }) => project.projectId === state.project.projectId)
    lines.push(...showProject(state, paint, earlier))
    last = state
  }
  return lines
}
