import type { InvalidEvent } from '../core/model/event.js'
import type { ProjectRecords } from '../core/model/records.js'
import type { ReplayedProject } from '../core/rules/replay.js'
import { ProjectReplay } from '../core/rules/replay.js'
import type { ReplayDifference } from '../core/rules/replay-differences.js'
import { replayDifferences } from '../core/rules/replay-differences.js'
import type { Environment } from './environment.js'
import { eventPages } from './event-pages.js'
import { loadProject } from './load.js'
import { persistently } from './retry.js'

/** A project rebuilt from its events, beside what is stored. */
export interface ProjectReplayReport {
  /** What the events tell. */
  readonly replayed: ReplayedProject
  /** Where that is not what is stored. */
  readonly differences: readonly ReplayDifference[]
  /** How many events were replayed. */
  readonly events: number
  /** Events that cannot be read; what they told is missing. */
  readonly invalid: readonly InvalidEvent[]
}

type Replayed = Omit<ProjectReplayReport, 'differences'>

/**
 * Replays all events of a project and compares. The records are read before the events, so what they show is among
 * those. Where something differs, both are read again, the records at one moment, and what differs in both readings is
 * told: a commit in between moves the number of what it changes, so that it is not the same difference.
 * @throws SceneError `PROJECT_NOT_FOUND`
 */
export async function replayProject(
  environment: Environment,
  projectId: string,
): Promise<ProjectReplayReport> {
  const compare = async (isolated: boolean) => {
    const records = await read(environment, projectId, isolated)
    const replayed = await replayAll(environment, projectId)
    return { ...replayed, differences: replayDifferences(replayed.replayed, records) }
  }
  const first = await compare(false)
  if (first.differences.length === 0) return first
  const second = await compare(true)
  const before = new Set(first.differences.map((difference) => markOf(difference, first.replayed)))
  const differences = second.differences.filter((difference) =>
    before.has(markOf(difference, second.replayed)),
  )
  return { ...second, differences }
}

async function replayAll(environment: Environment, projectId: string): Promise<Replayed> {
  const replay = new ProjectReplay()
  const invalid: InvalidEvent[] = []
  let events = 0
  for await (const page of eventPages(environment, projectId)) {
    replay.add(page.items)
    events += page.items.length
    invalid.push(...page.invalid)
  }
  return { replayed: replay.project(), events, invalid }
}

function read(environment: Environment, projectId: string, isolated: boolean): Promise<ProjectRecords> {
  return persistently(environment, () => loadProject(environment.store, projectId, { isolated }))
}

/** The difference, and the last event of what it is about. */
function markOf(difference: ReplayDifference, { order, scenes }: ReplayedProject): string {
  const scene =
    'sequence' in difference ? scenes.find((one) => one.sequence === difference.sequence) : undefined
  return JSON.stringify([difference, scene?.order ?? order])
}
