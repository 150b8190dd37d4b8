import type { Write } from '../../../core/model/change.js'
import { equal } from '../expectations.js'
import { openBench } from './bench.js'
import { aChunk, aClaim, aMark, anIntent, aProject, aScene } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, numbers, seeded, writeAll } from './seed.js'

/** Projects that do not fit into one page of what is underneath. */
export const largeProjects: readonly SceneStoreCase[] = [
  {
    promise: 'loadProject: a project of more than 1 MB comes whole, in a plain and in an isolated load',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const scenes = numbers(1, 300).map((at) => aScene(projectId, at, { prompt: promptOf(at) }))
      const claims = numbers(1, 300)
        .filter((at) => at % 5 === 0)
        .map((at) => aClaim(projectId, at))
      const chunks = numbers(0, 2).map((at) => aChunk(projectId, 'intent-1', at))
      await writeAll(bench, [
        { op: 'insert', ref: bench.project, value: aProject(projectId) },
        { op: 'insert', ref: bench.mark, value: aMark(projectId, 300) },
        { op: 'insert', ref: bench.intent, value: anIntent(projectId) },
        ...scenes.map((scene) => insertScene(bench, scene)),
        ...claims.map((claim) => insertClaim(bench, claim)),
        ...chunks.map((value): Write => {
          const { intentId, index } = value
          return { op: 'insert', ref: { kind: 'intent-chunk', projectId, intentId, index }, value }
        }),
      ])
      for (const isolated of [false, true]) {
        const how = isolated ? 'in an isolated load' : 'in a plain load'
        const records = await bench.load({ isolated })
        equal(records.project.value, aProject(projectId), `the project ${how}`)
        equal(records.scenes.length, scenes.length, `the number of scenes ${how}`)
        equal(
          records.scenes.map(({ value }) => value),
          scenes,
          `the scenes ${how}`,
        )
        const claimed = [...records.claims.values()].map(({ value }) => value)
        equal(
          claimed.sort((a, b) => a.sequence - b.sequence),
          claims,
          `the claims ${how}`,
        )
        equal(records.sequenceMark?.value, aMark(projectId, 300), `the sequence mark ${how}`)
        equal(records.intent?.value, anIntent(projectId), `the intent ${how}`)
        const found = records.intentChunks?.map(({ value }) => value) ?? []
        equal(
          [...found].sort((a, b) => a.index - b.index),
          chunks,
          `the chunks ${how}`,
        )
        equal(records.invalid, [], `what cannot be read ${how}`)
      }
    },
  },
  {
    promise: 'loadProject: scenes come ascending by their number, not by its digits, 1000 after 101',
    run: async ({ store }) => {
      const bench = await seeded(store, {
        scenes: { 1000: {}, 101: {}, 2: {}, 999: {}, 10_000: {} },
        claims: { 1000: {}, 101: {}, 2: {} },
      })
      for (const isolated of [false, true]) {
        const { scenes, claims } = await bench.load({ isolated })
        equal(
          scenes.map(({ value }) => value.sequence),
          [2, 101, 999, 1000, 10_000],
          'the scenes',
        )
        for (const at of [2, 101, 1000]) equal(claims.get(at)?.value.sequence, at, `the claim of scene ${at}`)
      }
      equal((await bench.loadScene(1000)).scene.value.sequence, 1000, 'the scene that was asked for')
    },
  },
]

/** A prompt of 5,000 characters, another for every scene. */
function promptOf(sequence: number): string {
  return `${sequence} `.padEnd(5_000, 'a lighthouse at dusk, ')
}
