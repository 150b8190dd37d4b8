import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Beginning } from '../support/beginnings.js'
import { PROJECT_ID } from '../support/beginnings.js'
import type { Neighbours } from '../support/counter-promises.js'
import { brokenPromises } from '../support/counter-promises.js'
import type { Act, ForeignSave } from '../support/counter-crew.js'
import { beginnings, bits, crews, foreign, ofProject, ofScene, work } from '../support/counter-crew.js'
import type { Lot } from '../support/counter-world.js'
import { CounterWorld } from '../support/counter-world.js'
import type { Occurrences } from '../support/occurrences.js'
import { noOccurrences } from '../support/occurrences.js'

/** Milliseconds, on a machine that is busy with other tests. */
const LONG = { timeout: 280_000 }
const RUNS = Number(process.env['INTERLEAVINGS'] ?? 5_000)
/** How many of them go to each company. */
const ALONE_RUNS = Math.round(RUNS * 0.4)
const PROJECT_RUNS = Math.round(RUNS * 0.3)
const ALL_RUNS = RUNS - ALONE_RUNS - PROJECT_RUNS

/** Every key that was recorded is a clip now, or named by an event as superseded; and its object is there. */
async function expectNothingLost(world: CounterWorld, mayBeForgotten: boolean): Promise<void> {
  const events = (await world.store.readEvents(PROJECT_ID, { limit: 10_000 })).items
  const named = new Set(events.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded).map(({ key }) => key))
  const records = await world.store.loadProject(PROJECT_ID)
  for (const { value } of records?.scenes ?? []) if (value.clips.original) named.add(value.clips.original)
  for (const { clips } of events) {
    if (clips?.original === undefined) continue
    expect(world.blobs.read(clips.original)).toBeDefined()
    if (!mayBeForgotten) expect(named).toContain(clips.original)
  }
}

interface Setup {
  readonly beginning: Beginning
  readonly crew: readonly { readonly lot: Lot; readonly acts: readonly Act[] }[]
  readonly bits: readonly boolean[]
  readonly saves: readonly ForeignSave[]
}

/** Lets everybody work at once; when all are done or dead, the world shows what is left. */
async function live(
  scheduler: fc.Scheduler,
  { beginning, crew, bits: visible, saves }: Setup,
  neighbours: Neighbours | undefined,
  seen: Occurrences,
): Promise<CounterWorld> {
  const world = new CounterWorld(scheduler, beginning, visible, neighbours, seen)
  const processes = crew.map(({ lot }, index) => world.process(`process-${index + 1}`, lot))
  const ends = processes.map((process, index) =>
    Promise.race([work(process, crew[index]?.acts ?? []), process.died]),
  )
  const other = world.process('python', { lostReplies: [] })
  await scheduler.waitFor(Promise.all([...ends, foreign(world, other, saves, seen)]))
  seen.died += processes.filter((process) => process.isDead()).length
  return world
}

/** One recount, and everything is exact. */
async function expectExactAfterRecount(world: CounterWorld, neighbours: Neighbours): Promise<void> {
  const project = await world.calm().recount(PROJECT_ID)
  expect(project.ledger).toBeDefined()
  await expectExact(world, neighbours)
}

async function expectExact(world: CounterWorld, neighbours: Neighbours): Promise<void> {
  const records = await world.store.loadProject(PROJECT_ID)
  expect(records && brokenPromises(records, neighbours)).toEqual([])
}

async function isSealed(world: CounterWorld): Promise<boolean> {
  return (await world.store.loadProject(PROJECT_ID))?.project.value.ledger !== undefined
}

/** Chance varies; what matters is that it happens at all, and often. */
const SLACK = 0.3

/** A run would prove little where nothing of interest happened: so often at least, for each interleaving. */
function expectOccurred(seen: Occurrences, runs: number, least: Partial<Occurrences>): void {
  if (process.env['OCCURRENCES'] !== undefined) process.stdout.write(`${JSON.stringify(seen)}\n`)
  // Of few runs, as for a mutant, the rare ones may be missing.
  if (process.env['INTERLEAVINGS'] !== undefined) return
  const rare = Object.entries(least).filter(([name, share]) => Reflect.get(seen, name) < runs * share * SLACK)
  expect({ rare, seen }).toEqual({ rare: [], seen })
}

const ALONE: Neighbours = { savesProjects: false }
const LEAST_ALONE: Partial<Occurrences> = {
  commits: 2,
  tornReadings: 0.1,
  sealed: 0.2,
  sealingsLost: 0.1,
  boundsMissed: 0.3,
  lastToSettle: 0.1,
  lastToSettleMissed: 0.03,
  removed: 0.2,
  died: 0.5,
}
const LEAST_BESIDE: Partial<Occurrences> = {
  ...LEAST_ALONE,
  completedUnsealed: 0.01,
  sealsWiped: 0.2,
  boundsMissed: 0.1,
  lastToSettle: 0.05,
  lastToSettleMissed: 0.01,
}
const BESIDE: Neighbours = { savesProjects: true }

describe('the counters of a project that many processes work on', () => {
  it(
    `are exact after every commit, under ${ALONE_RUNS} interleavings with crashes, lost replies and torn readings`,
    LONG,
    async () => {
      const seen = noOccurrences()
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.record({
            beginning: beginnings('sealed', 'sealed', 'unsealed', 'old'),
            crew: crews,
            bits,
            saves: fc.constant([]),
          }),
          async (scheduler, setup) => {
            const world = await live(scheduler, setup, ALONE, seen)
            expect(world.violations).toEqual([])
            if (await isSealed(world)) await expectExact(world, ALONE)
            await expectExactAfterRecount(world, ALONE)
            await expectNothingLost(world, false)
          },
        ),
        { numRuns: ALONE_RUNS },
      )
      expectOccurred(seen, ALONE_RUNS, LEAST_ALONE)
    },
  )

  it(
    `are never blessed while somebody else saves the project, in ${PROJECT_RUNS} interleavings, and exact one recount later`,
    LONG,
    async () => {
      const seen = noOccurrences()
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.record({
            beginning: beginnings('sealed', 'unsealed', 'old'),
            crew: crews,
            bits,
            saves: fc.array(ofProject, { minLength: 1, maxLength: 4 }),
          }),
          async (scheduler, setup) => {
            const world = await live(scheduler, setup, BESIDE, seen)
            expect(world.violations).toEqual([])
            await expectExactAfterRecount(world, BESIDE)
            await expectNothingLost(world, false)
          },
        ),
        { numRuns: PROJECT_RUNS },
      )
      expectOccurred(seen, PROJECT_RUNS, LEAST_BESIDE)
    },
  )

  it(
    `are exact one recount after somebody else stopped saving scenes and project, in ${ALL_RUNS} interleavings`,
    LONG,
    async () => {
      const seen = noOccurrences()
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.record({
            beginning: beginnings('sealed', 'unsealed', 'old'),
            crew: crews,
            bits,
            saves: fc.array(fc.oneof(ofProject, ofScene, ofScene), { minLength: 1, maxLength: 4 }),
          }),
          async (scheduler, setup) => {
            const world = await live(scheduler, setup, undefined, seen)
            await expectExactAfterRecount(world, BESIDE)
            await expectNothingLost(world, true)
          },
        ),
        { numRuns: ALL_RUNS },
      )
      expectOccurred(seen, ALL_RUNS, { ...LEAST_BESIDE, recounts: 0.1 })
    },
  )
})
