import { FINDING_KINDS } from '@badapple/scenes'
import {
  done,
  generating,
  missing,
  orphanedBlob,
  orphanedStatus,
  silentSuccess,
  stuck,
} from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { erase, inShort, nameOf, projectsOf, relist, swept, tableOf } from './support.js'

/** Seven projects, so three pages; four have something wrong. */
const MIXED = [
  [done(), stuck()],
  [done()],
  [orphanedStatus(), done()],
  [missing(), generating()],
  [silentSuccess()],
  [],
  [orphanedBlob(), stuck(), done()],
]
const FOUND = [
  'counter-drift p05',
  'orphaned-blob p07 1',
  'orphaned-status p03 1',
  'project-status-drift p05',
  'silent-success p05 1',
  'stalled p01 2',
  'stalled p07 2',
]

describe('an audit of all projects', () => {
  it('finds what an audit of each finds, and writes nothing', async () => {
    const test = tableOf(MIXED)
    const before = test.store.exportItems()
    const { summary, findings } = await swept(test)
    const each = await Promise.all(MIXED.map((_, at) => test.scenes.audit(nameOf(at))))
    expect(findings).toEqual(each.flatMap((audit) => audit.findings.map(inShort)).sort())
    expect(findings).toEqual(expect.arrayContaining(FOUND))
    expect(test.store.exportItems()).toEqual(before)
    expect(summary).toMatchObject({ ended: 'complete', projects: 7, scenes: 11, projectsWithFindings: 4 })
    expect(summary).toMatchObject({ repaired: 0, superseded: 0, failed: 0, gone: 0, failedProjects: 0 })
    expect(summary.cursor).toBeUndefined()
    expect(Object.keys(summary.findings)).toEqual([...FINDING_KINDS])
    expect(Object.values(summary.findings).reduce((sum, count) => sum + count)).toBe(findings.length)
    expect(summary.findings.stalled).toBe(2)
  })

  it('asks for one load and one listing of each project that is in order, and counts what it asks for', async () => {
    const test = tableOf(projectsOf(7, [done(), missing(), generating()]))
    const { summary } = await swept(test)
    const asked = test.requests().map(({ operation }) => operation)
    const count = (wanted: string) => asked.filter((operation) => operation === wanted).length
    expect([count('loadProject'), count('list'), count('listProjects')]).toEqual([7, 7, 3])
    expect(asked).toHaveLength(17)
    expect(summary).toMatchObject({ requests: 17, failedRequests: 0 })
  })

  it('finds projects that fell out of the status index, which one by status does not', async () => {
    const test = tableOf([[done()], [stuck()], [done()]])
    relist(test, 'p02')
    relist(test, 'p03', 'pending')
    const all = await swept(test)
    expect(all.findings).toEqual(['stalled p02 1', 'status-index-drift p02', 'status-index-drift p03'])
    expect(all.summary.projects).toBe(3)
    const listed = await swept(test, { statuses: ['processing', 'completed'] })
    expect(listed.findings).toEqual([])
    expect(listed.projects.map(({ projectId }) => projectId)).toEqual(['p01'])
  })

  it('walks the statuses in the order in which they are named, each once', async () => {
    const test = tableOf([[done()], [stuck()], [done()], [stuck()], [stuck()], [stuck()]])
    const { projects } = await swept(test, {
      statuses: ['processing', 'completed', 'processing'],
      concurrency: 1,
    })
    const ids = projects.map(({ projectId }) => projectId)
    expect(ids.slice(0, 4).sort()).toEqual(['p02', 'p04', 'p05', 'p06'])
    expect(ids.slice(4).sort()).toEqual(['p01', 'p03'])
  })

  it.each([1, 2, 4])('in %i segments sees each project once', async (of) => {
    const test = tableOf(projectsOf(20, [done(), stuck()]))
    const shares = await Promise.all(
      Array.from({ length: of }, (_, index) => swept(test, { segment: { index, of } })),
    )
    const ids = shares.flatMap(({ projects }) => projects.map(({ projectId }) => projectId))
    expect(ids.sort()).toEqual(projectsOf(20, []).map((_, at) => nameOf(at)))
    expect(shares.every(({ projects }) => projects.length > 0)).toBe(true)
  })

  it('looks at several projects at the same time, and no more than it may', async () => {
    for (const concurrency of [1, 3]) {
      let [now, most] = [0, 0]
      const test = tableOf(projectsOf(6, [done()]), {
        wrapStore: (store) => ({
          ...store,
          loadProject: async (...args) => {
            most = Math.max(most, ++now)
            await new Promise((resolve) => setImmediate(resolve))
            now--
            return store.loadProject(...args)
          },
        }),
      })
      await test.scenes.sweep({ concurrency })
      expect(most).toBe(concurrency)
    }
  })
})

describe('a repair of all projects', () => {
  it('puts right what can be, and tells of every finding first', async () => {
    const test = tableOf(MIXED)
    const { summary, findings, projects } = await swept(test, { repair: true, actor: 'night-watch' })
    expect(findings).toEqual(expect.arrayContaining(FOUND))
    expect(summary).toMatchObject({ ended: 'complete', failed: 0, failedProjects: 0 })
    const steps = projects.flatMap((project) => (project.outcome === 'repaired' ? project.steps : []))
    expect(summary.repaired + summary.superseded).toBe(steps.length)
    expect(projects.filter(({ outcome }) => outcome === 'repaired')).toHaveLength(4)
    const { items } = await test.scenes.history('p01', { sequence: 2 })
    expect(items.at(-1)).toMatchObject({ type: 'scene-repaired', actor: 'night-watch' })
    const again = await swept(test, { repair: true })
    expect(again.findings).toEqual([])
    expect(again.summary).toMatchObject({ repaired: 0, superseded: 0 })
  })

  it('repairs only the kinds that it is asked for, and tells of all', async () => {
    const test = tableOf(MIXED)
    const { findings, summary } = await swept(test, { repair: true, kinds: ['stalled'] })
    expect(findings).toEqual(expect.arrayContaining(FOUND))
    expect(summary.repaired).toBe(2)
    expect((await swept(test)).findings).not.toContain('stalled p01 2')
    expect((await swept(test)).findings).toContain('orphaned-status p03 1')
  })

  it('leaves scenes alone that somebody is at', async () => {
    const test = tableOf([[generating(), generating()]])
    const before = test.store.exportItems()
    expect((await swept(test, { repair: true })).findings).toEqual([])
    expect(test.store.exportItems()).toEqual(before)
  })
})

describe('projects that cannot be looked at', () => {
  it('are reported and do not end it: one whose record cannot be read', async () => {
    const test = tableOf([[stuck()], [stuck()], [stuck()]])
    const item = test.store
      .exportItems()
      .find(({ PK, SK }) => PK?.['S'] === 'PROJECT#p02' && SK?.['S'] === 'METADATA')
    test.store.putItem({ ...item, status: { S: 'archived' } })
    const { summary, findings, projects } = await swept(test, { repair: true })
    expect(findings).toEqual(['invalid-item p02', 'stalled p01 1', 'stalled p03 1'])
    expect(summary).toMatchObject({ projects: 3, unreadable: 1, repaired: 2, ended: 'complete' })
    expect(summary.findings['invalid-item']).toBe(1)
    expect(projects).toContainEqual({ projectId: 'p02', outcome: 'unreadable' })
  })

  it('are reported and do not end it: one that the store does not answer about', async () => {
    const test = tableOf([[stuck()], [stuck()], [stuck()]])
    test.store.failNext('loadProject', 'unavailable', {
      times: Infinity,
      when: ({ about }) => about === 'p02',
    })
    const { summary, projects } = await swept(test, { repair: true })
    expect(summary).toMatchObject({ projects: 3, failedProjects: 1, repaired: 2, ended: 'complete' })
    expect(summary.failedRequests).toBeGreaterThan(1)
    expect(projects.find(({ projectId }) => projectId === 'p02')).toMatchObject({
      outcome: 'failed',
      error: { code: 'STORE_UNAVAILABLE' },
    })
  })

  it('a hiccup of the store or the bucket is nothing but a failed request', async () => {
    const test = tableOf([[stuck()], [done()]])
    test.store.failNext('loadProject', 'throttled')
    test.store.failNext('listProjects', 'unavailable')
    test.blobs.failNext('list', 'unreachable')
    const { summary } = await swept(test)
    expect(summary).toMatchObject({ failedRequests: 3, failedProjects: 0, unreachable: 0, ended: 'complete' })
    expect(summary.findings.stalled).toBe(1)
  })

  it('one that is deleted between the listing and the look is gone', async () => {
    const test = tableOf([[stuck()], [stuck()]])
    test.store.beforeNext('loadProject', () => {
      erase(test, 'p02')
    })
    const { summary, projects } = await swept(test, { repair: true, concurrency: 1 })
    expect(projects[1]).toEqual({ projectId: 'p02', outcome: 'gone' })
    expect(summary).toMatchObject({ projects: 2, gone: 1, failedProjects: 0, repaired: 1 })
  })

  it('one that is deleted in the middle of its repair is gone, and stays so', async () => {
    const test = tableOf([[stuck(), stuck()]])
    test.store.beforeNext('commit', () => {
      erase(test, 'p01')
    })
    const { summary } = await swept(test, { repair: true })
    expect(summary).toMatchObject({ projects: 1, gone: 1, failedProjects: 0 })
    expect(test.store.exportItems()).toEqual([])
  })

  it('throws when the projects cannot be listed', async () => {
    const test = tableOf([[done()]])
    test.store.failNext('listProjects', 'unavailable', Infinity)
    await expect(test.scenes.sweep()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})

describe('its options', () => {
  it.each([
    ['a segment that is none', { segment: { index: 2, of: 2 } }],
    ['no status at all', { statuses: [] }],
    ['an unknown status', { statuses: ['archived'] }],
    ['an unknown kind', { kinds: ['rust'] }],
    ['no concurrency', { concurrency: 0 }],
    ['no rate', { projectsPerSecond: 0 }],
    ['no time', { budgetMs: -1 }],
    ['a listener that is none', { onFinding: 'print' }],
    ['an option that there is not', { repiar: true }],
    ['a cursor that is none', { cursor: 'page 2' }],
  ])('refuse %s', async (_, options) => {
    const test = tableOf([[stuck()]])
    await expect(test.scenes.sweep(options as object)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(test.requests()).toEqual([])
  })
})
