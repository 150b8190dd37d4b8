import { secondsOf } from './generator.js'
import { CENTS_PER_SECOND, inDollars, priceOf } from './price.js'
import { plural } from '../text/plural.js'
import type { ProviderJob, SimulatedProvider } from './simulated-provider.js'
import { scenesWithoutVideo } from './snapshot.js'
import type { ProjectState } from './snapshot.js'
import type { AdoptedClip, Tally } from './tally.js'

/** What {@link showSummary} adds up. */
export interface SummaryInput {
  readonly before: readonly ProjectState[]
  readonly after: readonly ProjectState[]
  readonly tally: Tally
  readonly provider: SimulatedProvider
  /** Findings of the last audit. */
  readonly findings: number
  /** Simulated. */
  readonly tookMs: number
}

/** What was done, paid and saved, in numbers. */
export function showSummary({ before, after, tally, provider, findings, tookMs }: SummaryInput): string[] {
  const { jobs, resumed } = provider
  const adoptedCents = tally.adopted.reduce((sum, clip) => sum + valueOf(clip, after), 0)
  const resumedCents = centsOf(resumed)
  return [
    row('repaired', `${plural(tally.repaired, 'finding')}; ${findings} left that are only reported`),
    row('without a video', `${plural(countMissing(before), 'scene')} before, ${countMissing(after)} after`),
    row(
      'generated',
      `${tally.generated}, of which ${resumed.length} from a job that a dead worker had paid for`,
    ),
    row('adopted', `${plural(tally.adopted.length, 'finished clip')} that nobody had recorded`),
    row('failed', `${plural(tally.failed, 'time')} in this run`),
    row('tried again', plural(tally.retried, 'time')),
    row('workers lost', String(tally.died)),
    row('paid', `${inDollars(centsOf(jobs))} for ${plural(jobs.length, 'job')}; ${paidTwice(jobs)}`),
    row('saved', `${inDollars(adoptedCents)} by adopting, ${inDollars(resumedCents)} by taking over jobs`),
    row('price', `made up: ${inDollars(CENTS_PER_SECOND)} per second of clip`),
    row('time', `${Math.floor(tookMs / 60_000)} min ${Math.floor(tookMs / 1_000) % 60} s, simulated`),
  ]
}

/** What generating the clip again would have cost. */
function valueOf({ projectId, sequence }: AdoptedClip, states: readonly ProjectState[]): number {
  const project = states.find((state) => state.project.projectId === projectId)
  const adopted = project?.scenes.find(({ scene }) => scene.sequence === sequence)
  return adopted === undefined ? 0 : priceOf(secondsOf(adopted.scene))
}

function countMissing(states: readonly ProjectState[]): number {
  return states.reduce((sum, state) => sum + scenesWithoutVideo(state).length, 0)
}

function centsOf(jobs: readonly ProviderJob[]): number {
  return jobs.reduce((sum, { cents }) => sum + cents, 0)
}

function paidTwice(jobs: readonly ProviderJob[]): string {
  const customers = jobs.map(({ customer }) => customer)
  const twice = customers.filter((customer, index) => customers.indexOf(customer) < index)
  return twice.length === 0 ? 'no scene was paid for twice' : `paid for twice: ${twice.join(', ')}`
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(17)}${value}`
}
