import { createScenes } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { done, missing, missingBlob, orphanedStatus, stuck } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { testScenes } from '../../support/test-scenes.js'
import { nameOf, projectsOf, swept, tableOf } from './support.js'

/** How many scenes have a video by their records. */
async function videos({ scenes }: TestScenes, projects: number): Promise<number> {
  const ids = Array.from({ length: projects }, (_, at) => nameOf(at))
  const loaded = await Promise.all(ids.map((id) => scenes.load(id)))
  return loaded.flatMap((records) => records.scenes).filter(({ value }) => value.clips.original !== undefined)
    .length
}

describe('a wrong bucket', () => {
  it('costs no video, however small the projects', async () => {
    const test = tableOf(projectsOf(20, [done()]))
    const astray = createScenes({ ...test.options, blobs: testScenes().blobs })
    const { summary, projects } = await swept({ scenes: astray }, { repair: true })
    expect(summary).toMatchObject({
      ended: 'too-many-demotions',
      repaired: 0,
      demotions: 20,
      objectsSeen: 0,
      refusal: { kind: 'too-many-demotions', scenes: 20, objectsSeen: 0, demotions: 20 },
    })
    expect(projects.every(({ outcome }) => outcome === 'held-back')).toBe(true)
    expect(await videos(test, 20)).toBe(20)
  })

  it('that holds some of the objects costs a few at most, also over many calls', async () => {
    const test = tableOf(projectsOf(30, [done(), done()]))
    // The second scene's clip was copied in every third project.
    for (const [at, { key }] of test.blobs.objects().entries()) if (at % 6 !== 0) test.blobs.deleteObject(key)
    let cursor: string | undefined
    for (let calls = 0; calls < 100; calls++) {
      const { summary } = await swept(test, {
        repair: true,
        projectsPerSecond: 1,
        budgetMs: 2_000,
        ...(cursor !== undefined && { cursor }),
      })
      cursor = summary.cursor
      if (summary.ended !== 'budget') {
        expect(summary.ended).toBe('too-many-demotions')
        break
      }
    }
    expect(await videos(test, 30)).toBeGreaterThanOrEqual(60 - 3)
  })

  it('ends it when a hundred projects were held back, and nothing more is looked at', async () => {
    const test = tableOf(projectsOf(130, [done()]))
    const astray = createScenes({ ...test.options, blobs: testScenes().blobs })
    const { summary } = await swept({ scenes: astray }, { repair: true, concurrency: 1 })
    expect(summary).toMatchObject({ ended: 'too-many-demotions', projects: 101 })
    expect(summary.cursor).toBeDefined()
  })

  it('ends it also where the last of them is the last of its page', async () => {
    const test = tableOf([...projectsOf(1, [missing()]), ...projectsOf(130, [done()])])
    const astray = createScenes({ ...test.options, blobs: testScenes().blobs })
    const { summary } = await swept({ scenes: astray }, { repair: true, concurrency: 1 })
    expect(summary).toMatchObject({ ended: 'too-many-demotions', projects: 102 })
  })

  it('is told of by an audit: so many videos gone, not one object there', async () => {
    const test = tableOf(projectsOf(5, [done()]))
    const astray = createScenes({ ...test.options, blobs: testScenes().blobs })
    const { summary } = await swept({ scenes: astray })
    expect(summary).toMatchObject({ ended: 'complete', demotions: 5, objectsSeen: 0 })
  })

  it('costs what it costs where somebody insists', async () => {
    const test = tableOf(projectsOf(5, [done()]))
    const astray = createScenes({ ...test.options, blobs: testScenes().blobs })
    const { summary } = await swept({ scenes: astray }, { repair: true })
    const forced = await swept(
      { scenes: astray },
      { repair: true, force: true, cursor: summary.cursor ?? '' },
    )
    expect(forced.summary.ended).toBe('complete')
    expect(forced.projects.map(({ outcome }) => outcome)).toEqual(Array(5).fill('repaired'))
    expect(await videos(test, 5)).toBe(0)
  })
})

describe('videos that are really gone', () => {
  /** Of the first projects all clips are gone; of forty further scenes none. */
  const table = [...projectsOf(4, [missingBlob(), stuck()]), ...projectsOf(20, [done(), done()])]

  it('are taken away once enough has been seen: the first projects wait until the last', async () => {
    const test = tableOf(table)
    const { summary, projects } = await swept(test, { repair: true, concurrency: 1 })
    expect(summary).toMatchObject({ ended: 'complete', demotions: 4 })
    expect(summary.refusal).toBeUndefined()
    const of = (id: string) =>
      projects.filter(({ projectId }) => projectId === id).map(({ outcome }) => outcome)
    expect(of('p01')).toEqual(['held-back', 'repaired'])
    expect(summary.projects).toBe(24)
    expect((await swept(test)).findings).toEqual([])
  })

  it('count as failed where the store goes away before they are tried again', async () => {
    let isAway = false
    const test = tableOf(table, {
      wrapStore: (store) => ({
        ...store,
        loadProject: (id, options) =>
          isAway ? Promise.reject(new Error('away')) : store.loadProject(id, options),
      }),
    })
    const { summary, projects } = await swept(test, {
      repair: true,
      concurrency: 1,
      onProgress: ({ done }) => {
        isAway = done === 24
      },
    })
    expect(projects.slice(24).map(({ outcome }) => outcome)).toEqual(Array(4).fill('failed'))
    expect(summary).toMatchObject({ projects: 24, failedProjects: 4 })
  })

  it('nothing in a project that is held back is repaired meanwhile', async () => {
    const test = tableOf(table)
    const stop = new AbortController()
    const { findings } = await swept(test, {
      repair: true,
      concurrency: 1,
      signal: stop.signal,
      onProgress: () => {
        stop.abort()
      },
    })
    expect(findings).toEqual(['missing-blob p01 1', 'stalled p01 2'])
    expect((await test.scenes.audit('p01')).findings.map(({ kind }) => kind)).toEqual([
      'missing-blob',
      'stalled',
    ])
  })

  it('are not forgotten by a sweep that goes on from a cursor', async () => {
    const test = tableOf(table)
    let cursor: string | undefined
    for (let calls = 0; ; calls++) {
      const { summary } = await swept(test, {
        repair: true,
        concurrency: 1,
        projectsPerSecond: 1,
        budgetMs: 1,
        ...(cursor !== undefined && { cursor }),
      })
      cursor = summary.cursor
      if (summary.ended === 'complete') {
        expect(calls).toBeGreaterThan(20)
        break
      }
    }
    expect((await swept(test)).findings).toEqual([])
  })

  it('are not taken away when their objects came back while they waited', async () => {
    const test = tableOf(table)
    const keys = (await test.scenes.load('p01')).scenes.map(({ value }) => value.clips.original)
    const { summary } = await swept(test, {
      repair: true,
      concurrency: 1,
      onProgress: ({ done }) => {
        if (done === 10 && keys[0] !== undefined)
          test.blobs.putObject({ key: keys[0], size: 8, lastModified: new Date(test.clock.now()) })
      },
    })
    expect(summary.ended).toBe('complete')
    expect((await test.scenes.load('p01')).scenes[0]?.value.clips.original).toBe(keys[0])
  })

  it('are left alone by a repair of other kinds, which is not stopped', async () => {
    const test = tableOf(projectsOf(6, [missingBlob(), orphanedStatus()]))
    const { summary } = await swept(test, { repair: true, kinds: ['orphaned-status', 'counter-drift'] })
    expect(summary).toMatchObject({ ended: 'complete', demotions: 0, repaired: 6 })
    expect(await videos(test, 6)).toBe(6)
  })
})
