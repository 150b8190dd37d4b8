import { liveTable } from '../live-table.js'
import { everyOperation, PROMPT } from './every-operation.js'
import type { GenerationCost } from './generation-cost.js'
import type { OperationCost } from './measured-project.js'
import { MeasuredProject } from './measured-project.js'
import { recordingClient } from './recording-client.js'
import { TodaysWay } from './todays-way.js'
import type { Usage } from './usage.js'

/** What everything costs in a project of one size. */
export interface ProjectCost {
  readonly scenes: number
  readonly operations: readonly OperationCost[]
  readonly generation: GenerationCost
  /** The same in today's way: so many scenes were generated, and that is what they cost. */
  readonly today: { readonly generated: number; readonly usage: Usage }
}

/** The sizes of projects that are measured. */
export const SIZES = [8, 100, 1_000] as const

/** Today every scene reads all scenes: of a large project a few tell what each costs. */
const MOST_OF_TODAY = 10

/** Measures everything on projects of each size, each on a table of its own. */
export async function measureCosts(): Promise<readonly ProjectCost[]> {
  const costs: ProjectCost[] = []
  for (const size of SIZES) costs.push(await measureProject(size))
  return costs
}

async function measureProject(scenes: number): Promise<ProjectCost> {
  const table = await liveTable()
  try {
    const project = new MeasuredProject(table)
    const generation = await everyOperation(project, table.client, scenes)
    project.recorder.client.destroy()
    return { scenes, operations: project.costs, generation, today: await measureToday(scenes) }
  } finally {
    await table.close()
  }
}

async function measureToday(scenes: number): Promise<ProjectCost['today']> {
  const table = await liveTable()
  const recorder = recordingClient(table.config)
  try {
    const today = new TodaysWay(recorder.client, table.tableName)
    await today.begin(scenes, PROMPT)
    recorder.take()
    const generated = Math.min(scenes, MOST_OF_TODAY)
    for (let sequence = 1; sequence <= generated; sequence++) await today.generate(sequence)
    return { generated, usage: recorder.take() }
  } finally {
    recorder.client.destroy()
    await table.close()
  }
}
