import type { Write } from '../../../core/model/change.js'
import { patchOf } from '../../../core/model/patch.js'
import type { Scene } from '../../../core/model/scene.js'
import { toTimestamp } from '../../../core/model/time.js'
import { equal, shown } from '../expectations.js'
import type { Bench } from './bench.js'
import { openBench } from './bench.js'
import * as full from './full-records.js'
import { aClaim, aMark, aProject, aScene, keyNamed } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, seeded } from './seed.js'

/** Values that stores have been known to change, as fields of a scene. */
const DELICATE: readonly (readonly [what: string, values: readonly Partial<Scene>[]])[] = [
  [
    'times to the microsecond',
    ['000000', '000001', '100000', '123000', '999999']
      .map((fraction) => toTimestamp(`2025-12-31T23:59:59.${fraction}Z`))
      .concat(toTimestamp('1970-01-01T00:00:00.000000Z'), toTimestamp('9999-12-31T23:59:59.999999Z'))
      .map((time) => ({ createdAt: time, updatedAt: time, failedAt: time })),
  ],
  [
    'texts, be they empty, long or in any script',
    [
      '',
      ' ',
      ' a \n\t"b"\\',
      'e\u0301 is not é',
      '海の灯台',
      '🎬👩‍👩‍👧 \u{10ffff}',
      'null',
      '0',
      'x'.repeat(20_000),
    ].map((text) => ({ prompt: text, negativePrompt: text, errorMessage: text })),
  ],
  [
    'numbers, be they 0, negative, large or fractions',
    [0, 1, -1, 0.1, 0.1 + 0.2, 8.04, -1.5, 1e-7, 123_456_789.123, 1e21, Number.MAX_SAFE_INTEGER].map(
      (number) => ({
        durationSeconds: number,
        retryCount: number,
        displaySequence: number,
      }),
    ),
  ],
  ['flags, `false` among them', [{ needsLipSync: false }, { needsLipSync: true }]],
  ['an empty list of keys, which is not an absent one', [{ referenceImageKeys: [] }]],
  [
    'a URL that is stored in place of a key',
    [
      {
        clips: { original: full.A_URL, working: full.A_URL },
        audioClipKey: full.A_URL,
        referenceImageKeys: [full.A_URL],
      },
    ],
  ],
  [
    'trim points, be they whole numbers or fractions',
    [
      { in: 0, out: 8 },
      { in: 0.1 + 0.2, out: 7.96 },
      { in: 1e-7, out: 3600 },
    ].map((trimPoints) => ({ trimPoints })),
  ],
  [
    'keys with spaces, quotes and letters of any script',
    [{ clips: { original: keyNamed('a b+c%20"d"/é/灯.mp4') } }],
  ],
]

/** What is read is what was written, to the last character. */
export const fidelity: readonly SceneStoreCase[] = [
  {
    promise: 'commit and load: every field of every kind of record comes back as it was inserted',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const chunk = full.aFullChunk(projectId, 'intent-1', 2)
      await bench.write(
        { op: 'insert', ref: bench.project, value: full.aFullProject(projectId) },
        insertScene(bench, full.aFullScene(projectId, 1)),
        insertClaim(bench, full.aFullClaim(projectId, 1)),
        { op: 'insert', ref: bench.mark, value: aMark(projectId, 1_000) },
        { op: 'insert', ref: bench.intent, value: full.aFullIntent(projectId) },
        {
          op: 'insert',
          ref: { kind: 'intent-chunk', projectId, intentId: 'intent-1', index: 2 },
          value: chunk,
        },
      )
      for (const isolated of [false, true]) {
        const records = await bench.load({ isolated })
        equal(records.project.value, full.aFullProject(projectId), 'the project')
        equal(records.scenes[0]?.value, full.aFullScene(projectId, 1), 'the scene')
        equal(records.claims.get(1)?.value, full.aFullClaim(projectId, 1), 'the claim')
        equal(records.sequenceMark?.value, aMark(projectId, 1_000), 'the sequence mark')
        equal(records.intent?.value, full.aFullIntent(projectId), 'the intent')
        equal(records.intentChunks?.[0]?.value, chunk, 'the chunk')
      }
    },
  },
  {
    promise:
      'commit and load: every optional field can be set and removed by an update, and absent stays absent',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} }, claims: { 1: {} } })
      const { projectId } = bench
      const bare = { project: aProject(projectId), scene: aScene(projectId, 1), claim: aClaim(projectId, 1) }
      const whole = {
        project: full.aFullProject(projectId),
        scene: full.aFullScene(projectId, 1),
        claim: full.aFullClaim(projectId, 1),
      }
      await assertRecords(bench, bare)
      await bench.write(...updates(bench, bare, whole))
      await assertRecords(bench, whole)
      await bench.write(...updates(bench, whole, bare))
      await assertRecords(bench, bare)
    },
  },
  ...DELICATE.map(([what, values]): SceneStoreCase => ({
    promise: `commit and load: ${what} come back unchanged, inserted or updated`,
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      for (const [at, given] of values.entries()) {
        const sequence = at + 2
        const scene = aScene(bench.projectId, sequence, given)
        const { revision } = (await bench.loadScene(1)).scene
        await bench.write(insertScene(bench, scene), {
          op: 'update',
          ref: bench.scene(1),
          set: patchOf((await bench.loadScene(1)).scene.value, { ...scene, sequence: 1 }),
          guard: { revision },
        })
        equal((await bench.loadScene(sequence)).scene.value, scene, `the inserted scene with ${shown(given)}`)
        const updated = (await bench.loadScene(1)).scene.value
        equal(updated, { ...scene, sequence: 1 }, `the updated scene with ${shown(given)}`)
      }
      const inserted = (await bench.load()).scenes.slice(1).map(({ value }) => value)
      equal(
        inserted,
        values.map((given, at) => aScene(bench.projectId, at + 2, given)),
        'the scenes together',
      )
    },
  })),
]

interface ThreeRecords {
  readonly project: ReturnType<typeof aProject>
  readonly scene: ReturnType<typeof aScene>
  readonly claim: ReturnType<typeof aClaim>
}

function updates(bench: Bench, from: ThreeRecords, to: ThreeRecords): readonly Write[] {
  return [
    { op: 'update', ref: bench.project, set: patchOf(from.project, to.project), guard: {} },
    { op: 'update', ref: bench.scene(1), set: patchOf(from.scene, to.scene), guard: {} },
    { op: 'update', ref: bench.claim(1), set: patchOf(from.claim, to.claim), guard: {} },
    bench.marker(),
  ]
}

async function assertRecords(bench: Bench, expected: ThreeRecords): Promise<void> {
  const { project, scene, claim } = await bench.loadScene(1)
  equal({ project: project.value, scene: scene.value, claim: claim?.value }, expected, 'the records')
}
