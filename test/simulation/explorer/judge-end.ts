import type { EventType, FindingKind, ProjectRecords, SceneEvent } from '@badapple/scenes'
import type { SimulatedWorld } from '../../../src/testing/simulation/simulated-world.js'
import { clipBytes } from '../../support/test-scenes.js'

/** After this every lease and every grace is over. */
const LONG_MS = 600_000

/** What is asked of a project after everybody has died. */
export interface EndOptions {
  /** Findings that are reported to a person, whoever is at fault. */
  readonly reported?: readonly FindingKind[]
  /** Events that take a clip away even where a stale save has done so before; they come after it was recorded. */
  readonly takenAwayBy?: readonly EventType[]
}

/**
 * What is wrong after everybody has died: one repair puts everything right that can be, no clip that was recorded is lost, and
 * then every scene gets its video.
 */
export async function judgeEnd(
  world: SimulatedWorld,
  projectId: string,
  { reported = [], takenAwayBy = [] }: EndOptions = {},
): Promise<readonly string[]> {
  world.passTo(world.nowMs + LONG_MS)
  const scenes = world.calm()
  const { failed } = await scenes.repair(projectId)
  const repaired = await scenes.audit(projectId)
  const records = await scenes.load(projectId)
  const { items: events } = await scenes.history(projectId, { limit: 1_000 })
  await scenes.generateMissing(projectId, () => Promise.resolve({ body: clipBytes() }))
  const { status } = await scenes.view(projectId)
  const generated = await scenes.audit(projectId)
  const left = (when: string, { findings }: typeof repaired) =>
    findings
      .filter(({ kind }) => !reported.includes(kind))
      .map(({ kind, sequence = 'the project' }) => `${when} there is ${kind} of ${sequence}`)
  return [
    ...(failed > 0 ? [`${failed} steps of the repair failed`] : []),
    ...left('after the repair', repaired),
    ...lostClips(records, events, takenAwayBy).map((key) => `${key} was recorded and is lost`),
    ...left('after generating', generated),
    ...(status === 'completed' ? [] : [`after generating the project is ${status}`]),
  ]
}

/** Clips that were recorded and never taken away, and that their scene does not have. */
function lostClips(
  { scenes }: ProjectRecords,
  events: readonly SceneEvent[],
  takenAwayBy: readonly EventType[],
): readonly string[] {
  const gone = new Set(events.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded.map(({ key }) => key)))
  const had = new Set(scenes.map(({ value }) => value.clips.original))
  if (events.some(({ type }) => takenAwayBy.includes(type))) return []
  const recorded = new Set(events.flatMap(({ clips }) => clips?.original ?? []))
  return [...recorded].filter((key) => !gone.has(key) && !had.has(key))
}
