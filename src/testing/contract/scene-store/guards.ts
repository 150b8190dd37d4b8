import type { Guard, Write } from '../../../core/model/change.js'
import type { Scene } from '../../../core/model/scene.js'
import { equal, fails, shown } from '../expectations.js'
import type { Bench } from './bench.js'
import { refused } from './bench.js'
import { aScene, CREATED, keyNamed, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertScene, seeded } from './seed.js'

const [A, B, C] = [keyNamed('a.mp4'), keyNamed('b.mp4'), keyNamed('c.mp4')]

/** The scene that the guards are about. */
const GIVEN: Partial<Scene> = {
  negativePrompt: '',
  durationSeconds: 8.5,
  retryCount: 0,
  order: 5,
  needsLipSync: false,
  clips: { original: A, working: B },
  referenceImageKeys: [A, B],
  trimPoints: { in: 0, out: 8 },
}

interface GuardCase {
  readonly promise: string
  readonly hold: readonly Guard<Scene>[]
  readonly fail: readonly Guard<Scene>[]
}

const CASES: readonly GuardCase[] = [
  {
    promise: 'a record that is there is enough where nothing else is asked',
    hold: [{}, { equals: {} }, { equals: { clips: {} } }, { present: {}, atMost: {}, atLeast: {} }],
    fail: [],
  },
  {
    promise: '`equals` holds for a text, number, flag, time, status or key as it is, and for no other',
    hold: [
      { equals: { prompt: 'a lighthouse', negativePrompt: '', status: 'pending' } },
      { equals: { durationSeconds: 8.5, retryCount: 0, needsLipSync: false, createdAt: CREATED } },
    ],
    fail: [
      { equals: { prompt: 'A lighthouse' } },
      { equals: { prompt: '' } },
      { equals: { negativePrompt: ' ' } },
      { equals: { status: 'failed' } },
      { equals: { durationSeconds: 8.25 } },
      { equals: { retryCount: 1 } },
      { equals: { needsLipSync: true } },
      { equals: { createdAt: LATER } },
    ],
  },
  {
    promise:
      '`equals: null` holds for a field that is absent, and for none that is there, be it 0, false or empty',
    hold: [{ equals: { errorMessage: null, failedAt: null, audioClipKey: null, ledger: null } }],
    fail: [
      { equals: { retryCount: null } },
      { equals: { needsLipSync: null } },
      { equals: { negativePrompt: null } },
      { equals: { trimPoints: null } },
      { equals: { referenceImageKeys: null } },
    ],
  },
  {
    promise: '`equals` never holds for a field that is absent, not even for 0, false or the empty text',
    hold: [],
    fail: [
      { equals: { ledger: 0 } },
      { equals: { errorMessage: '' } },
      { equals: { failedAt: CREATED } },
      { equals: { clips: { lipSynced: C } } },
    ],
  },
  {
    promise: '`equals` looks at each clip that it names, and at no other',
    hold: [{ equals: { clips: { original: A } } }, { equals: { clips: { working: B, lipSynced: null } } }],
    fail: [
      { equals: { clips: { original: B } } },
      { equals: { clips: { original: A, working: C } } },
      { equals: { clips: { original: null } } },
    ],
  },
  {
    promise: '`equals` compares lists of keys in their order, and trim points by both ends',
    hold: [{ equals: { referenceImageKeys: [A, B] } }, { equals: { trimPoints: { in: 0, out: 8 } } }],
    fail: [
      { equals: { referenceImageKeys: [B, A] } },
      { equals: { referenceImageKeys: [A] } },
      { equals: { referenceImageKeys: [] } },
      { equals: { trimPoints: { in: 0, out: 8.5 } } },
      { equals: { trimPoints: { in: 0.25, out: 8 } } },
    ],
  },
  {
    promise:
      '`present` holds for a field that is there, be it 0, false or empty, and for none that is absent',
    hold: [{ present: { retryCount: true, needsLipSync: true, negativePrompt: true, prompt: true } }],
    fail: [{ present: { ledger: true } }, { present: { errorMessage: true, prompt: true } }],
  },
  {
    promise: '`atMost` and `atLeast` hold up to the bound itself and not beyond',
    hold: [
      { atMost: { order: 5, durationSeconds: 8.5, retryCount: 0 } },
      { atLeast: { order: 5, durationSeconds: 8.5, retryCount: 0 } },
      { atMost: { order: 10 }, atLeast: { order: -1, durationSeconds: 8.25 } },
    ],
    fail: [
      { atMost: { order: 4 } },
      { atLeast: { order: 6 } },
      { atMost: { durationSeconds: 8.25 } },
      { atLeast: { durationSeconds: 8.75 } },
      { atMost: { retryCount: -1 } },
    ],
  },
  {
    promise: '`atMost` and `atLeast` never hold for a field that is absent',
    hold: [],
    fail: [{ atMost: { ledger: 100 } }, { atLeast: { ledger: -100 } }, { atLeast: { ledger: 0 } }],
  },
  {
    promise: 'all facts that it names must hold, not just one of them',
    hold: [
      {
        equals: { status: 'pending' },
        present: { order: true },
        atMost: { order: 5 },
        atLeast: { order: 5 },
      },
    ],
    fail: [
      { equals: { status: 'pending', retryCount: 1 } },
      { equals: { status: 'pending' }, present: { ledger: true } },
      { equals: { status: 'pending' }, atMost: { order: 4 } },
      { equals: { status: 'failed' }, atLeast: { order: 5 } },
    ],
  },
]

/** When guards hold: of a check, an update and a delete alike. */
export const guards: readonly SceneStoreCase[] = CASES.map(({ promise, hold, fail }) => ({
  promise: `commit: of a guard, ${promise}`,
  run: async ({ store }) => {
    const bench = await seeded(store, { scenes: { 1: GIVEN } })
    const scene = aScene(bench.projectId, 1, GIVEN)
    for (const guard of hold) {
      for (const write of guardedWrites(bench, guard)) await assertHolds(bench, write, guard)
      await bench.write(insertScene(bench, scene))
    }
    for (const guard of fail) {
      for (const write of guardedWrites(bench, guard)) await assertFails(bench, write, guard)
      equal((await bench.loadScene(1)).scene.value, scene, `the scene after ${shown(guard)} did not hold`)
    }
  },
}))

function guardedWrites(bench: Bench, guard: Guard<Scene>): readonly Write[] {
  const ref = bench.scene(1)
  return [
    { op: 'check', ref, guard },
    { op: 'update', ref, set: { lipsyncJobId: 'job-1' }, guard },
    { op: 'delete', ref, guard },
  ]
}

async function assertHolds(bench: Bench, write: Write, guard: Guard<Scene>): Promise<void> {
  const { ok } = await bench.commit(write, bench.marker())
  if (!ok) fails(`${shown(guard)} should hold, and does not for the ${write.op}`)
}

async function assertFails(bench: Bench, write: Write, guard: Guard<Scene>): Promise<void> {
  const answer = await bench.commit(bench.marker(), write)
  if (answer.ok) fails(`${shown(guard)} should not hold, and does for the ${write.op}`)
  equal(
    refused(answer).map((conflict) => conflict.write),
    [1],
    `the conflicts of the ${write.op} with ${shown(guard)}`,
  )
}
