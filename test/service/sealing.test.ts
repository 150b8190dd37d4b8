import { describe, expect, it } from 'vitest'
import type { ClaimedJob, Item, Project } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { aProject, missing } from '@badapple/scenes/testing'
import { clipBytes, isOf, testScenes } from '../support/test-scenes.js'

interface Sealing extends TestScenes {
  readonly jobs: readonly ClaimedJob[]
  /** Requests that were made before the test begins. */
  readonly earlier: number
}

const ID = 'film'
const CLIP = { body: clipBytes(), durationSeconds: 8 }
let saves = 0

/** What the backend writes when it saves a project: all that it knows, and when. */
function foreignSave({ python }: TestScenes, changes: Item = {}): void {
  const updatedAt = `2025-11-24T13:00:00.${String(++saves).padStart(6, '0')}+0000`
  python.read(ID).save({ ...changes, updatedAt })
}

/** A project of three claimed scenes, whose seal a foreign save has wiped. */
async function unsealed(): Promise<Sealing> {
  const test = testScenes(aProject({ projectId: ID, scenes: [missing(), missing(), missing()] }))
  const other = test.startProcess('other')
  const jobs = [await other.claim(ID, 1), await other.claim(ID, 2), await other.claim(ID, 3)]
  foreignSave(test, { completedScenes: 7 })
  return { ...test, jobs, earlier: test.requests().length }
}

async function projectOf({ startProcess }: Sealing): Promise<Project> {
  return (await startProcess('onlooker').load(ID)).project.value
}

function jobOf({ jobs }: Sealing, at: number): ClaimedJob {
  const job = jobs[at]
  if (job === undefined) throw new Error(`there is no job ${at}`)
  return job
}

/** The requests of the service under test. */
function made({ requests, earlier }: Sealing) {
  return requests()
    .slice(earlier)
    .filter(({ process }) => process === 'scenes')
}

/** What it committed. */
function types(test: Sealing) {
  const commits = made(test).filter(({ outcome }) => outcome === 'answered')
  return commits.flatMap(({ change }) => change?.event?.type ?? [])
}

/** How it read whole projects. */
function readings(test: Sealing): readonly string[] {
  const found = made(test).filter(({ operation }) => operation === 'loadProject')
  return found.map(({ isolated }) => (isolated === true ? 'isolated' : 'plain'))
}

/** The isolated readings of a service fail. */
function blind({ store }: TestScenes, name = 'scenes'): void {
  store.failNext('loadProject', 'throttled', {
    times: Infinity,
    when: ({ process, isolated }) => process === name && isolated === true,
  })
}

describe('a project that nobody vouches for', () => {
  it('is sealed by the first command that counts, from an isolated reading, and counted on', async () => {
    const test = await unsealed()
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test)).toEqual(['counters-recounted', 'scene-completed'])
    expect(readings(test)).toEqual(['isolated'])
    expect(await projectOf(test)).toMatchObject({
      sceneCount: 3,
      completedScenes: 1,
      failedScenes: 0,
      ledger: 4,
    })
  })

  it('is not read again once it is sealed', async () => {
    const test = await unsealed()
    await test.scenes.complete(jobOf(test, 0), CLIP)
    await test.scenes.complete(jobOf(test, 1), CLIP)
    await test.scenes.fail(jobOf(test, 2), 'no credit')
    expect(readings(test)).toEqual(['isolated'])
    expect(await projectOf(test)).toMatchObject({ completedScenes: 2, failedScenes: 1, status: 'failed' })
  })

  it('is left alone by a command that counts nothing', async () => {
    const test = await unsealed()
    await test.scenes.submitted(jobOf(test, 0), 'job-1')
    expect(types(test)).toEqual(['job-submitted'])
    expect(await projectOf(test)).not.toHaveProperty('ledger')
  })

  it('gets the status that its scenes give it', async () => {
    const test = await unsealed()
    foreignSave(test, { status: 'completed' })
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(await projectOf(test)).toMatchObject({ status: 'processing', listedAs: 'processing' })
  })
})

describe('a paid clip', () => {
  const faults: readonly (readonly [string, (test: Sealing) => void])[] = [
    ['the isolated reading fails', blind],
    [
      'somebody else saves the project meanwhile',
      (test) => {
        const save = () => {
          foreignSave(test, { completedScenes: 2 })
        }
        test.store.beforeNext('commit', save, { when: isOf('counters-recounted') })
      },
    ],
    [
      'another scene is settled meanwhile',
      (test) => {
        const settle = () => settleBeside(test)
        test.store.beforeNext('commit', settle, { when: isOf('counters-recounted') })
      },
    ],
  ]

  it.each(faults)('does not wait for a seal: %s', async (_, prepare) => {
    const test = await unsealed()
    prepare(test)
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test)).toEqual(['scene-completed'])
    expect(readings(test)).toEqual(['isolated'])
    const project = await projectOf(test)
    expect(project).not.toHaveProperty('ledger')
    expect([2, 7]).toContain(project.completedScenes)
    const records = await test.scenes.load(ID)
    expect(records.scenes[0]?.value).toMatchObject({ status: 'completed', ledger: 2 })
  })

  it('does not wait for a second seal when the first is wiped at once', async () => {
    const test = await unsealed()
    const save = () => {
      foreignSave(test)
    }
    test.store.beforeNext('commit', save, { when: isOf('scene-completed') })
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test)).toEqual(['counters-recounted', 'scene-completed'])
    expect(await projectOf(test)).not.toHaveProperty('ledger')
  })

  it('that came in unsealed makes a sealing fail that read the project before', async () => {
    const test = await unsealed()
    const before = await test.scenes.load(ID)
    blind(test)
    await test.scenes.complete(jobOf(test, 0), CLIP)
    const after = await test.scenes.load(ID)
    expect(after.project.revision).not.toBe(before.project.revision)
    expect(after.project.lastCommit).toBe(made(test).find(({ change }) => change !== undefined)?.change?.id)
  })

  it('is counted by the next command that finds the project at rest', async () => {
    const test = await unsealed()
    blind(test)
    await test.scenes.complete(jobOf(test, 0), CLIP)
    test.store.heal()
    await test.scenes.complete(jobOf(test, 1), CLIP)
    expect(await projectOf(test)).toMatchObject({ sceneCount: 3, completedScenes: 2, ledger: 5 })
    await test.scenes.complete(jobOf(test, 2), CLIP)
    expect(await projectOf(test)).toMatchObject({ completedScenes: 3, status: 'completed', ledger: 6 })
  })

  it('is counted again when a foreign save wipes the seal between the decision and the commit', async () => {
    const test = await unsealed()
    await test.scenes.recount(ID)
    const save = () => {
      foreignSave(test, { completedScenes: 9 })
    }
    test.store.beforeNext('commit', save, { when: isOf('scene-completed') })
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test)).toEqual(['counters-recounted', 'counters-recounted', 'scene-completed'])
    expect(await projectOf(test)).toMatchObject({ completedScenes: 1, ledger: 4 })
  })
})

/** Somebody else completes scene 2 without sealing the project. */
async function settleBeside(test: Sealing): Promise<void> {
  blind(test, 'beside')
  await test.startProcess('beside').complete(jobOf(test, 1), CLIP)
}
