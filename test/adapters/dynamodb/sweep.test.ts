import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { FINDING_KINDS } from '@badapple/scenes'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'
import type { Programs } from './processes.js'
import { bundlePrograms } from './processes.js'
import { readUnits, writeUnits } from './cost/usage.js'
import type { LoadedTable } from './sweep/load-table.js'
import { loadTable } from './sweep/load-table.js'
import type { SweepRun } from './sweep/run-sweep.js'
import { runSweep } from './sweep/run-sweep.js'
import { kindOf, ONLY_REPORTED, seededProjects } from './sweep/seeded-projects.js'
import type { SweepAssignment } from './sweep/sweep-assignment.js'

const seed = Number(process.env['SCENES_SWEEP_SEED'] ?? Date.now() % 1_000_000)
const count = Number(process.env['SCENES_SWEEP_PROJECTS'] ?? 200)

/** A large table takes minutes. */
const PATIENCE_MS = 3_600_000

/** What a process may take, in MB, whatever the size of the table: Node and the SDK alone take a hundred. */
const MOST_MB = 400
/** How much more a process may take at its end than in its middle. */
const MOST_GROWTH = 1.25
/** Projects from which on growth shows. */
const ENOUGH = 2_000

let programs: Programs<'sweeping-process', SweepAssignment>
let directory: string

beforeAll(async () => {
  programs = await bundlePrograms(new URL('sweep/', import.meta.url), ['sweeping-process'])
  directory = await mkdtemp(join(tmpdir(), 'scenes-sweep-'))
})

afterAll(async () => {
  await programs.remove()
  await rm(directory, { recursive: true })
})

/** Lines for people, where somebody asked for them. */
function report(name: string, numbers: Readonly<Record<string, string | number>>): void {
  if (process.env['SCENES_REPORT'] === undefined) return
  const shown = Object.entries(numbers).map(([key, value]) => `${key} ${value}`)
  process.stdout.write(`${name}: ${shown.join(', ')}\n`)
}

function figures({ usage, seconds, memory, summaries }: SweepRun, { scenes, items }: LoadedTable) {
  const mb = memory.flat().reduce((most, bytes) => Math.max(most, bytes), 0) / 2 ** 20
  const sum = (name: 'repaired' | 'superseded' | 'requests' | 'failedRequests' | 'demotions') =>
    summaries.reduce((total, summary) => total + summary[name], 0)
  return {
    items,
    seconds: seconds.toFixed(1),
    'scenes/s': Math.round(scenes / seconds),
    'requests/scene': (usage.requests / scenes).toFixed(3),
    'calls/scene': (sum('requests') / scenes).toFixed(3),
    'failed calls': sum('failedRequests'),
    'read units/scene': (readUnits(usage) / scenes).toFixed(2),
    'write units/scene': (writeUnits(usage) / scenes).toFixed(2),
    repaired: sum('repaired'),
    superseded: sum('superseded'),
    demotions: sum('demotions'),
    'most MB': Math.round(mb),
  }
}

/** A project that hangs looks busy again for an hour when a repair of something else wrote it. */
function isNotPostponed({ findings }: LoadedTable): (finding: string) => boolean {
  const repaired = [...findings].filter((finding) => !ONLY_REPORTED.has(kindOf(finding)))
  const written = new Set(repaired.map((finding) => finding.split(' ')[1]))
  return (finding) => kindOf(finding) !== 'stalled-project' || !written.has(finding.split(' ')[1])
}

function expectFlat({ memory }: SweepRun): void {
  for (const own of memory) {
    expect(Math.max(0, ...own) / 2 ** 20).toBeLessThan(MOST_MB)
    if (own.length < ENOUGH) continue
    const quarter = Math.floor(own.length / 4)
    const [middle, end] = [median(own.slice(quarter, 2 * quarter)), median(own.slice(-quarter))]
    expect(end / middle).toBeLessThan(MOST_GROWTH)
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** `npm run sweep-check` does all three; one process, and several of which one is killed, are enough for a small table. */
const SWEEPS = [
  { processes: 1, killed: false },
  { processes: 2, killed: false },
  { processes: 4, killed: true },
].filter(({ processes }) => processes !== 2 || count >= ENOUGH)

describe.each(SWEEPS)(
  'a large table, swept by $processes, one of them killed: $killed',
  ({ processes, killed }) => {
    let table: LiveTable
    beforeAll(async () => {
      table = await liveTable()
    })
    afterAll(() => table.close())

    it(
      'has every seeded fault found, none invented, and all repaired but what is only reported',
      async () => {
        onTestFailed(() => {
          process.stderr.write(`SCENES_SWEEP_SEED=${seed} SCENES_SWEEP_PROJECTS=${count}\n`)
        })
        const loaded = await loadTable(table, seededProjects(seed), count)
        const name = `${count} projects, ${loaded.scenes} scenes, seed ${seed}, ${processes} processes`
        const kinds = new Set([...loaded.findings].map(kindOf))
        if (count >= 200) expect([...kinds].sort()).toEqual([...FINDING_KINDS].sort())

        const killAfter = Math.floor(count / processes / 2)
        const plan = { seed, processes, directory, ...(killed && { killAfter }) }
        const first = await runSweep(table, programs, { ...plan, repair: true })
        report(`${name}, repair`, { findings: loaded.findings.size, ...figures(first, loaded) })
        expect([...new Set(first.findings)].sort()).toEqual([...loaded.findings].sort())
        // Of a process that was killed, those under way are told of again.
        if (!killed) expect(first.findings).toHaveLength(loaded.findings.size)
        expect(first.findings.length - loaded.findings.size).toBeLessThan(50)
        expect(first.summaries).toHaveLength(processes)
        for (const summary of first.summaries) {
          // Of a busy engine a request may fail, and is asked again.
          expect(summary).toMatchObject({ ended: 'complete', failed: 0, failedProjects: 0 })
        }
        expectFlat(first)

        const { killAfter: _killAfter, ...undisturbed } = { killAfter, ...plan }
        const second = await runSweep(table, programs, { ...undisturbed, repair: false })
        report(`${name}, audit of what is left`, figures(second, loaded))
        const onlyReported = [...loaded.findings].filter((finding) => ONLY_REPORTED.has(kindOf(finding)))
        const isSure = isNotPostponed(loaded)
        expect(second.findings.filter(isSure).sort()).toEqual(onlyReported.filter(isSure).sort())
        expect(onlyReported).toEqual(expect.arrayContaining(second.findings.filter((one) => !isSure(one))))
        expectFlat(second)
      },
      PATIENCE_MS,
    )
  },
)
