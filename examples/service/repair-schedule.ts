import type { Clock, Project, ProjectStatus, RepairSummary, Scenes } from '@badapple/scenes'
import { isSceneError, systemClock } from '@badapple/scenes'

/** Projects in these are waited for, so nobody may be left waiting in vain. */
const UNFINISHED: readonly ProjectStatus[] = ['processing', 'generating_scenes', 'composing']

const ACTOR = 'repair-schedule'

/** What a schedule repairs, how often, and whom it tells. */
export interface RepairScheduleOptions {
  readonly scenes: Scenes
  readonly everyMs: number
  /** Default: the machine's. */
  readonly clock?: Clock
  readonly onRepaired?: (projectId: string, summary: RepairSummary) => void
  readonly report: (error: unknown) => void
}

/** A schedule under way. */
export interface RepairSchedule {
  /** Ends it, and waits for the repair under way. */
  stop(): Promise<void>
}

/** Repairs every unfinished project, again and again. */
export function startRepairSchedule(options: RepairScheduleOptions): RepairSchedule {
  const { everyMs, clock = systemClock } = options
  const stopping = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      await clock.sleep(everyMs, stopping.signal)
      await repairUnfinished(options, stopping.signal)
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

/** A project that cannot be repaired does not keep the others from it. */
async function repairUnfinished(options: RepairScheduleOptions, signal: AbortSignal): Promise<void> {
  const { scenes, onRepaired, report } = options
  try {
    for await (const project of unfinished(scenes)) {
      if (signal.aborted) return
      try {
        const summary = await scenes.repair(project.projectId, { actor: ACTOR, signal })
        if (isStalled(summary)) await giveUp(scenes, project)
        if (summary.steps.length > 0) onRepaired?.(project.projectId, summary)
      } catch (error) {
        if (!isSceneError(error, 'ABORTED')) report(error)
      }
    }
  } catch (error) {
    report(error)
  }
}

async function* unfinished(scenes: Scenes): AsyncGenerator<Project> {
  for (const status of UNFINISHED) {
    let page = await scenes.listProjects({ status })
    yield* page.items
    while (page.cursor !== undefined) {
      page = await scenes.listProjects({ status, cursor: page.cursor })
      yield* page.items
    }
  }
}

function isStalled({ left }: RepairSummary): boolean {
  return left.some(({ kind }) => kind === 'stalled-project')
}

/** The service writes scenes and composes films in seconds: what takes longer than the policy's limit was left behind. */
async function giveUp(scenes: Scenes, { projectId, status }: Project): Promise<void> {
  const reason = 'the process that was at it is gone'
  if (status === 'composing') await scenes.failComposition(projectId, reason, { actor: ACTOR })
  else await scenes.failSceneGeneration(projectId, reason, { actor: ACTOR })
}
