import type { SweepOptions } from '@badapple/scenes'
import { CrashError, done, orphanedStatus, stuck } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { clipBytes, isOf } from '../../support/test-scenes.js'
import { erase, nameOf, projectsOf, swept, tableOf } from './support.js'

const ALL = projectsOf(11, []).map((_, at) => nameOf(at))

describe('a cursor', () => {
  it('goes on where a sweep ran out of time: every project is seen once, and the tally goes on', async () => {
    const test = tableOf(projectsOf(11, [done(), stuck()]))
    const seen: string[] = []
    let cursor: string | undefined
    for (let calls = 1; ; calls++) {
      const { summary, projects } = await swept(test, {
        projectsPerSecond: 1,
        budgetMs: 3_500,
        ...(cursor !== undefined && { cursor }),
      })
      seen.push(...projects.map(({ projectId }) => projectId))
      cursor = summary.cursor
      if (summary.ended === 'complete') {
        expect(calls).toBe(3)
        break
      }
      expect(summary).toMatchObject({ ended: 'budget', projects: 4 })
    }
    expect(seen).toEqual(ALL)
  })

  it('of any progress goes on after all that is over then', async () => {
    for (const concurrency of [1, 4]) {
      const test = tableOf(projectsOf(11, [stuck()]))
      const { cursors, projects } = await swept(test, { concurrency })
      for (const [at, cursor] of cursors.entries()) {
        const rest = await swept(test, { cursor })
        const before = projects.slice(0, at + 1).map(({ projectId }) => projectId)
        const after = rest.projects.map(({ projectId }) => projectId)
        expect([...new Set([...before, ...after])].sort()).toEqual(ALL)
        // What was under way is seen again, and nothing else.
        expect(before.filter((id) => after.includes(id)).length).toBeLessThan(concurrency)
      }
    }
  })

  it('is text that survives JSON, and says what it belongs to', async () => {
    const test = tableOf(projectsOf(5, [stuck()]))
    const own = { repair: true, segment: { index: 0, of: 1 } }
    const { cursors } = await swept(test, own)
    const [cursor = ''] = cursors
    const copied = JSON.parse(JSON.stringify({ cursor })) as { readonly cursor: string }
    expect((await swept(test, { ...own, ...copied })).summary.ended).toBe('complete')
    for (const other of [
      {},
      { repair: true },
      { ...own, repair: false },
      { ...own, segment: { index: 0, of: 2 } },
      { ...own, statuses: ['processing'] as const },
      { ...own, kinds: ['stalled'] as const },
      { ...own, unreferenced: true },
    ]) {
      await expect(test.scenes.sweep({ ...other, cursor })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(
          'belongs to a sweep with every project; segment 0 of 1; repair',
        ) as string,
      })
    }
    // Neither how fast nor who belongs to it; and force is what a stopped sweep goes on with.
    const free = { concurrency: 1, projectsPerSecond: 9, budgetMs: 1e9, actor: 'me', force: true }
    expect((await swept(test, { ...own, ...free, cursor })).summary.ended).toBe('complete')
  })

  it('is short, however large the table', async () => {
    const test = tableOf(projectsOf(60, [done()]))
    const { cursors } = await swept(test)
    expect(Math.max(...cursors.map(({ length }) => length))).toBeLessThan(500)
  })

  it('whose projects left the page begins the page anew', async () => {
    const test = tableOf(projectsOf(7, [stuck()]))
    const { cursors } = await swept(test, { concurrency: 1 })
    for (const id of ['p04', 'p05']) erase(test, id)
    const rest = await swept(test, { cursor: cursors[4] ?? '', concurrency: 1 })
    expect(rest.projects.map(({ projectId }) => projectId)).toEqual(['p06', 'p07'])
  })
})

describe('an end before the end', () => {
  it('by the signal starts nothing more, and says where to go on', async () => {
    const test = tableOf(projectsOf(11, [stuck()]))
    const stop = new AbortController()
    const first = await swept(test, {
      repair: true,
      concurrency: 1,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 4) stop.abort()
      },
    })
    expect(first.summary).toMatchObject({ ended: 'aborted', projects: 4, repaired: 4 })
    const rest = await swept(test, { repair: true, cursor: first.summary.cursor ?? '' })
    expect(rest.projects.map(({ projectId }) => projectId)).toEqual(ALL.slice(4))
  })

  it('by the signal in the middle of a repair leaves the project to the next', async () => {
    const test = tableOf([[stuck(), stuck(), stuck()]])
    const stop = new AbortController()
    test.store.beforeNext(
      'commit',
      () => {
        stop.abort()
      },
      { when: isOf('scene-repaired') },
    )
    const first = await swept(test, { repair: true, signal: stop.signal })
    expect(first.summary).toMatchObject({ ended: 'aborted', projects: 0, repaired: 1 })
    const rest = await swept(test, { repair: true, cursor: first.summary.cursor ?? '' })
    expect(rest.summary).toMatchObject({ ended: 'complete', projects: 1, repaired: 2 })
  })

  it('does nothing when the signal was aborted before', async () => {
    const test = tableOf([[stuck()]])
    const { summary } = await swept(test, { signal: AbortSignal.abort() })
    expect(summary).toMatchObject({ ended: 'aborted', projects: 0, requests: 0 })
  })

  it('by a listener that throws repairs nothing that it did not hear of', async () => {
    const test = tableOf(projectsOf(5, [stuck()]))
    const cursors: string[] = []
    const failing = test.scenes.sweep({
      repair: true,
      concurrency: 1,
      onFinding: ({ projectId }) =>
        projectId === 'p03' ? Promise.reject(new Error('disk full')) : undefined,
      onProgress: ({ cursor }) => {
        cursors.push(cursor)
      },
    })
    await expect(failing).rejects.toThrow('disk full')
    expect((await swept(test)).findings).toEqual(['stalled p03 1', 'stalled p04 1', 'stalled p05 1'])
    const rest = await swept(test, { repair: true, cursor: cursors.at(-1) ?? '' })
    expect(rest.findings).toEqual(['stalled p03 1', 'stalled p04 1', 'stalled p05 1'])
  })
})

describe('a crash', () => {
  it('at any request loses nothing: the next goes on from the last progress', async () => {
    for (let requests = 1; requests <= 12; requests++) {
      const test = tableOf(projectsOf(4, [stuck(), orphanedStatus(), done()]))
      const found = new Set<string>()
      let cursor: string | undefined
      let isDead = false
      const keep: SweepOptions = {
        repair: true,
        concurrency: 2,
        onFinding: ({ kind, projectId }) => {
          if (!isDead) found.add(`${kind} ${projectId}`)
        },
        onProgress: (progress) => {
          // Nobody hears from a process that is dead.
          isDead ||= progress.project.outcome === 'failed' && progress.project.error instanceof CrashError
          if (!isDead) cursor = progress.cursor
        },
      }
      let left = requests
      const fatal = { when: () => --left === 0 }
      test.store.failNext('commit', 'crash-after', fatal)
      test.store.failNext('loadProject', 'crash-before', fatal)
      await test.scenes.sweep(keep).catch((error: unknown) => {
        if (!(error instanceof CrashError)) throw error
      })
      expect(isDead).toBe(true)
      isDead = false
      test.store.heal()
      const next = test.startProcess('next')
      await next.sweep({ ...keep, ...(cursor !== undefined && { cursor }) })
      const every = ['p01', 'p02', 'p03', 'p04'].flatMap((id) => [`stalled ${id}`, `orphaned-status ${id}`])
      expect([...found].sort()).toEqual(expect.arrayContaining(every.sort()))
      const after = await swept({ scenes: next })
      expect(after.findings).toEqual([])
    }
  })
})

describe('beside others', () => {
  it('two sweeps at once do what one does, and nothing twice', async () => {
    const table = projectsOf(6, [stuck(), orphanedStatus(), done()])
    const alone = tableOf(table)
    await alone.scenes.sweep({ repair: true })
    const test = tableOf(table)
    const others = [test.startProcess('one'), test.startProcess('two')]
    const both = await Promise.all(others.map((scenes) => swept({ scenes }, { repair: true })))
    for (const { summary } of both)
      expect(summary).toMatchObject({ ended: 'complete', failedProjects: 0, failed: 0 })
    expect((await swept(test)).findings).toEqual([])
    for (const id of ['p01', 'p06']) {
      const counted = async ({ scenes }: typeof test) =>
        (await scenes.history(id)).items.filter(({ type }) => type === 'scene-repaired').length
      expect(await counted(test)).toBe(await counted(alone))
    }
  })

  it('a save of the backend between the look and the repair is not overwritten', async () => {
    const test = tableOf([[stuck(), done()]])
    const read = test.python.read('p01', 1)
    test.store.beforeNext(
      'commit',
      () => {
        read.save({ status: 'failed', errorMessage: 'no credit' })
      },
      { when: isOf('scene-repaired') },
    )
    const { summary } = await swept(test, { repair: true })
    expect(summary.superseded).toBeGreaterThan(0)
    const { scenes } = await test.scenes.load('p01')
    expect(scenes[0]?.value).toMatchObject({ status: 'failed', errorMessage: 'no credit' })
    await swept(test, { repair: true })
    expect((await swept(test)).findings).toEqual([])
  })

  it('a worker that completes a scene in between wins', async () => {
    const test = tableOf([[stuck(), done()]])
    test.store.beforeNext('commit', () => test.scenes.upload('p01', 1, { body: clipBytes() }), {
      when: isOf('scene-repaired'),
    })
    expect((await swept(test, { repair: true })).summary).toMatchObject({ repaired: 0, superseded: 1 })
    const { scenes } = await test.scenes.load('p01')
    expect(scenes[0]?.value.status).toBe('completed')
  })
})
