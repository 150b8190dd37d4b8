import type { DynamoJsonItem } from '@badapple/scenes'
import type { HistoryStep, PlayedStep } from '@badapple/scenes/testing/arbitraries'
import { playHistory } from '@badapple/scenes/testing/arbitraries'
import type { LockstepWorld } from './lockstep-world.js'
import { tableDifference } from './table-difference.js'

/** A history that was played, with the project's items before its first step and after each. */
export interface WatchedHistory {
  readonly steps: readonly PlayedStep[]
  readonly tables: readonly (readonly DynamoJsonItem[])[]
}

/** So long after each step they are looked at; no wait of a history is as long. */
const LOOK_MS = 7

/** Plays a history, and looks at the project's items after each step. */
export async function playWatched(
  world: LockstepWorld,
  projectId: string,
  history: readonly HistoryStep[],
): Promise<WatchedHistory> {
  const tables = [await world.table.exportItems(projectId)]
  const clock = {
    advance: async (ms: number) => {
      if (ms === LOOK_MS) tables.push(await world.table.exportItems(projectId))
      await world.clock.advance(ms)
    },
  }
  const watched = history.flatMap((step): readonly HistoryStep[] => [step, { does: 'wait', ms: LOOK_MS }])
  const steps = await playHistory({ ...world, clock }, projectId, watched)
  return { steps: steps.filter((_, at) => at % 2 === 0), tables }
}

/** The first step after which two worlds differ, and in what; empty when none does. */
export function firstDifference(memory: WatchedHistory, live: WatchedHistory): readonly string[] {
  const before = tableDifference(memory.tables[0] ?? [], live.tables[0] ?? [])
  if (before.length > 0) return ['before the first step:', ...before]
  for (const [at, played] of memory.steps.entries()) {
    const answers = [played, live.steps[at]].map(answerOf)
    const differences = [
      ...(answers[0] === answers[1] ? [] : [`it was ${answers.join(' in memory and ')} on the live table`]),
      ...tableDifference(memory.tables[at + 1] ?? [], live.tables[at + 1] ?? []),
    ]
    if (differences.length > 0)
      return [`after step ${at + 1}, ${JSON.stringify(played.step)}:`, ...differences]
  }
  return []
}

function answerOf(played: PlayedStep | undefined): string {
  if (played === undefined) return 'not played'
  return played.accepted ? 'accepted' : `refused with ${played.error.code} (${played.error.message})`
}
