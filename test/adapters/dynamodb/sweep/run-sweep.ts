import { join } from 'node:path'
import type { SweepSummary } from '@badapple/scenes'
import type { LiveTable } from '../live-table.js'
import type { Programs } from '../processes.js'
import type { Usage } from '../cost/usage.js'
import { NOTHING, plus } from '../cost/usage.js'
import { readJournal } from './journal.js'
import type { SweepAssignment } from './sweep-assignment.js'

/** How to sweep a table. */
export interface SweepPlan {
  readonly seed: number
  readonly repair: boolean
  readonly processes: number
  /** The first process is killed when it is through with so many projects, and another one goes on where it was. */
  readonly killAfter?: number
  /** Where journals are kept. */
  readonly directory: string
}

/** What became of it. */
export interface SweepRun {
  /** Every finding that any process told of, those told twice included. */
  readonly findings: readonly string[]
  /** One of each process that came to its end. */
  readonly summaries: readonly SweepSummary[]
  readonly usage: Usage
  readonly seconds: number
  /** Bytes, by process, after each project. */
  readonly memory: readonly (readonly number[])[]
}

/** Old space of each process, in MB: what is kept of every project would soon not fit. */
const HEAP_MB = 96

/** Sweeps a table in several processes, each its segment. */
export async function runSweep(
  { endpoint, tableName }: LiveTable,
  programs: Programs<'sweeping-process', SweepAssignment>,
  { seed, repair, processes, killAfter, directory }: SweepPlan,
): Promise<SweepRun> {
  const startedMs = Date.now()
  const journals: string[] = []
  const start = (index: number, cursor?: string) => {
    const journal = join(directory, `${processes}-${String(repair)}-${index}-${journals.length}.jsonl`)
    journals.push(journal)
    const segment = { index, of: processes }
    const assignment = { endpoint, tableName, seed, repair, segment, journal }
    const member = programs.start(
      'sweeping-process',
      { ...assignment, ...(cursor !== undefined && { cursor }) },
      [`--max-old-space-size=${HEAP_MB}`],
    )
    return { member, journal }
  }
  const sweepSegment = async (index: number) => {
    const { member, journal } = start(index)
    if (index === 0 && killAfter !== undefined) {
      member.onMessage((done) => {
        if (done === killAfter) member.kill()
      })
    }
    if ((await member.over) === 'done') return
    const cursor = readJournal(journal).findLast((entry) => entry.type === 'progress')?.cursor
    await start(index, cursor).member.over
  }
  await Promise.all(Array.from({ length: processes }, (_, index) => sweepSegment(index)))
  const entries = journals.map(readJournal)
  const ends = entries.flat().filter((entry) => entry.type === 'summary')
  return {
    findings: entries.flat().flatMap((entry) => (entry.type === 'finding' ? entry.finding : [])),
    summaries: ends.map(({ summary }) => summary),
    usage: ends.reduce((sum, { usage }) => plus(sum, usage), NOTHING),
    seconds: (Date.now() - startedMs) / 1_000,
    memory: entries.map((own) => own.flatMap((entry) => (entry.type === 'progress' ? entry.rssBytes : []))),
  }
}
