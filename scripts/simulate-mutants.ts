import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chosen } from './chosen.js'
import { markdownTable } from './markdown-table.js'
import { inCopies, judgeAll, run } from './mutants/copies.js'
import type { Mutant } from './mutants/patches.js'
import { readMutants } from './mutants/patches.js'

/** What simulated runs said about one state of the code. */
interface Campaign {
  /** Up to the first broken promise, that run included, or all. */
  readonly runs: number
  readonly broken?: string
  readonly seconds: number
}

/**
 * Plays each mutant until the first broken promise, within the bound that its patch names. `-- name …` plays some by name, `--seed`
 * others than the first seeds, and `--runs N` plays N runs at most of any patch, also without a bound.
 */
const { values, positionals: wanted } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string' } },
  allowPositionals: true,
})
const boundOf = ({ simulation }: Mutant) => (values.runs === undefined ? simulation : Number(values.runs))
const bound = readMutants().filter((mutant) => boundOf(mutant) !== undefined)
const kind = values.runs === undefined ? 'mutant that the simulation has to notice' : 'mutant'
const mutants = chosen(bound, wanted, kind)
const rows: (readonly [string, string, string, string])[] = []
const survivors: string[] = []

await inCopies(async (folders) => {
  const [first = ''] = folders
  const most = Math.max(1, ...mutants.map((mutant) => boundOf(mutant) ?? 0))
  const control = await play(first, most)
  if (control.broken !== undefined) throw new Error(`without any mutant this is broken: ${control.broken}`)
  console.log(`unbroken: ${control.runs} runs break no promise, ${control.seconds.toFixed(0)} s`)
  await judgeAll(mutants, folders, async (mutant, folder) => {
    const bound = boundOf(mutant) ?? 0
    const { runs, broken, seconds } = await play(folder, bound)
    console.log(`${broken === undefined ? 'SURVIVED' : 'killed  '} ${mutant.name}, ${runs} runs`)
    if (broken === undefined) survivors.push(mutant.name)
    const promise = broken?.split(/[:,]/)[0] ?? 'none'
    rows.push([
      mutant.name,
      broken === undefined ? `more than ${runs}` : String(runs),
      promise,
      seconds.toFixed(0),
    ])
  })
})
rows.sort(([one], [other]) => (one < other ? -1 : 1))
console.log(`\n${markdownTable(['mutant', 'runs', 'broken promise', 'seconds'], rows)}`)
console.log(`\n${mutants.length - survivors.length} of ${mutants.length} mutants killed by the simulation`)
if (survivors.length > 0) {
  console.log(`survived: ${survivors.join(', ')}`)
  process.exitCode = 1
}

/** Plays runs in one process, so that their number is the same each time. */
async function play(folder: string, most: number): Promise<Campaign> {
  const begin = performance.now()
  const tsx = join(folder, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const script = join(folder, 'scripts', 'simulate.ts')
  const own = ['--runs', String(most), '--seed', values.seed, '--processes', '1', '--until-problem']
  const { output } = await run(process.execPath, [tsx, script, ...own], folder)
  const runs = /^(\d+) runs, \d+ steps/m.exec(output)?.[1]
  if (runs === undefined) throw new Error(`the simulation did not end: ${output}`)
  const broken = /^BROKEN by seed -?\d+: (.*)$/m.exec(output)?.[1]
  const seconds = (performance.now() - begin) / 1_000
  return { runs: Number(runs), seconds, ...(broken !== undefined && { broken }) }
}
