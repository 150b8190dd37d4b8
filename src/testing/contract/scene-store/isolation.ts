import type { Write } from '../../../core/model/change.js'
import type { ProjectRecords } from '../../../core/model/records.js'
import { equal, holds, shown } from '../expectations.js'
import type { Bench } from './bench.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { numbers, seeded } from './seed.js'

/** Commits that a reader reads beside. */
const ROUNDS = 12

/** What readers see while others write. */
export const isolation: readonly SceneStoreCase[] = [
  {
    promise: 'loadProject: an isolated load beside commits shows each of them whole or not at all',
    run: async ({ store }) => {
      const bench = await seeded(store, {
        project: { order: 0 },
        scenes: Object.fromEntries(numbers(1, 6).map((at) => [at, { order: 0 }])),
        claims: { 3: { attempt: 0 } },
      })
      await besideWriter(
        () => writeRounds(bench, [1, 4, 6], 3),
        async () => {
          assertWhole(await bench.load({ isolated: true }), [1, 4, 6], 3)
        },
      )
    },
  },
  {
    promise:
      'loadProject: an isolated load of more than 100 records beside commits shows each of them whole or not at all',
    run: async ({ store }) => {
      const bench = await seeded(store, {
        project: { order: 0 },
        scenes: Object.fromEntries(numbers(1, 230).map((at) => [at, { order: 0 }])),
        claims: { 120: { attempt: 0 } },
      })
      await besideWriter(
        () => writeRounds(bench, [1, 115, 230], 120),
        async () => {
          const records = await bench.load({ isolated: true })
          equal(records.scenes.length, 230, 'the number of scenes')
          assertWhole(records, [1, 115, 230], 120)
        },
      )
    },
  },
  {
    promise:
      'loadProject and loadScene: a plain load beside commits shows each record as some commit left it, never an older one later',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: { order: 0, prompt: 'round 0' } } })
      let latest = 0
      const see = ({ order = 0, prompt }: { readonly order?: number; readonly prompt: string }) => {
        equal(prompt, `round ${order}`, 'the prompt that belongs to the order')
        holds(order >= latest, `round ${order} was seen after round ${latest}`)
        latest = order
      }
      await besideWriter(
        async () => {
          for (let round = 1; round <= ROUNDS; round++) {
            const guard = { equals: { order: round - 1 } }
            const set = { order: round, prompt: `round ${round}` }
            await bench.write({ op: 'update', ref: bench.scene(1), set, guard })
          }
        },
        async () => {
          for (const { value } of (await bench.load()).scenes) see(value)
          see((await bench.loadScene(1)).scene.value)
        },
      )
      equal(latest, ROUNDS, 'the last round that was seen')
    },
  },
]

/** Reads again and again until the writer is done, and once more. */
async function besideWriter(write: () => Promise<void>, read: () => Promise<void>): Promise<void> {
  let isDone = false
  const isWriting = () => !isDone
  const writing = write().finally(() => {
    isDone = true
  })
  const reading = (async () => {
    while (isWriting()) await read()
  })()
  await Promise.all([writing, reading])
  await read()
}

/** Commits that each write the project, some scenes and a claim together. */
async function writeRounds(bench: Bench, sequences: readonly number[], claimed: number): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    const guard = { equals: { order: round - 1 } }
    const scenes = sequences.map((at): Write => ({
      op: 'update',
      ref: bench.scene(at),
      set: { order: round },
      guard,
    }))
    await bench.write({ op: 'update', ref: bench.project, set: { order: round }, guard }, ...scenes, {
      op: 'update',
      ref: bench.claim(claimed),
      set: { attempt: round },
      guard: {},
    })
  }
}

function assertWhole(records: ProjectRecords, sequences: readonly number[], claimed: number): void {
  const { project, scenes, claims } = records
  const written = scenes.filter(({ value }) => sequences.includes(value.sequence))
  const rounds = [
    project.value.order,
    ...written.map(({ value }) => value.order),
    claims.get(claimed)?.value.attempt,
  ]
  holds(new Set(rounds).size === 1, `one load shows the commits ${shown(rounds)}`)
}
