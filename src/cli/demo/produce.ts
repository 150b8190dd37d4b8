import { describeEvent } from './describe-event.js'
import { generateProject } from './generate-project.js'
import { lineProgress } from './line-progress.js'
import { LiveProgress } from './live-progress.js'
import { projectTitle } from '../show/project-title.js'
import { scenesWithoutVideo } from './snapshot.js'
import type { ProjectState } from './snapshot.js'
import type { Tally } from './tally.js'
import type { Terminal } from '../terminal/terminal.js'
import type { ProgressView, WorkerEvent } from './worker-event.js'
import type { World } from './world.js'

/** A project with fewer scenes to generate gives a dying worker nothing to leave behind. */
const ENOUGH_TO_DIE = 3

/**
 * Generates what is missing, project by project, with progress on the terminal. The first worker of the first project
 * with enough to do dies.
 */
export async function produce(
  world: World,
  states: readonly ProjectState[],
  {
    terminal,
    tally,
    isLive,
  }: { readonly terminal: Terminal; readonly tally: Tally; readonly isLive: boolean },
): Promise<void> {
  const describe = (event: WorkerEvent) => describeEvent(event, (jobId) => world.provider.wasResumed(jobId))
  for (const state of states) {
    const missing = scenesWithoutVideo(state).length
    if (missing === 0) continue
    const { projectId } = state.project
    terminal.print()
    terminal.print(terminal.paint('bold', projectTitle(state.project)))
    const view: ProgressView = isLive
      ? new LiveProgress(terminal, world.clock, describe)
      : lineProgress(terminal, world.clock, describe)
    await generateProject({
      world,
      projectId,
      doomed: tally.died === 0 && missing >= ENOUGH_TO_DIE,
      report: (worker, event) => {
        tally.count(projectId, event)
        view.report(worker, event)
      },
    })
    view.close()
  }
}
