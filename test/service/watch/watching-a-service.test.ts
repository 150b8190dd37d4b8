import { describe, expect, it } from 'vitest'
import type { SceneEvent, Watch } from '@badapple/scenes'
import { createScenes, placeOf, toDynamoJson } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { aProject, createTestScenes, done, missing, TEST_TIME_MS } from '@badapple/scenes/testing'
import { rejected } from '../../core/support/thrown.js'

const BYTES = new Uint8Array([1, 2, 3])

function film() {
  return createTestScenes(aProject({ projectId: 'film', scenes: [done(), missing(), missing()] }))
}

/** The next events, as many as asked for; time passes meanwhile. */
async function take({ clock }: TestScenes, watch: Watch, count: number): Promise<readonly SceneEvent[]> {
  const events: SceneEvent[] = []
  while (events.length < count) {
    const { value, done: isDone } = await clock.until(watch.next())
    if (isDone === true) throw new Error('the watch ended')
    events.push(value)
  }
  return events
}

function readings({ requests }: TestScenes): number {
  return requests().filter(({ operation }) => operation === 'readEvents').length
}

describe('watching a service', () => {
  it('gives what happens from now on', async () => {
    const test = film()
    const watch = test.scenes.watch('film')
    await watch.start()
    await test.scenes.generateMissing('film', () => Promise.resolve({ body: BYTES }), { concurrency: 1 })
    const events = await take(test, watch, 4)
    expect(events.map(({ type, sequence }) => `${type} ${sequence}`)).toEqual([
      'scene-claimed 2',
      'scene-completed 2',
      'scene-claimed 3',
      'scene-completed 3',
    ])
  })

  it('begins with the first `next` where nobody started it', async () => {
    const test = film()
    const watch = test.scenes.watch('film')
    const first = watch.next()
    await test.clock.advance(1)
    await test.scenes.editScene('film', 2, { prompt: 'rain' })
    const { value } = await test.clock.until(first)
    expect(value).toMatchObject({ type: 'scene-edited', sequence: 2 })
  })

  it('asks once every interval while nothing is new, and twice when something is', async () => {
    const test = film()
    const watch = test.scenes.watch('film', { intervalMs: 5_000 })
    await watch.start()
    const started = readings(test)
    const next = watch.next()
    await test.clock.advance(0)
    expect(readings(test) - started).toBe(1)
    await test.clock.advance(60_000)
    expect(readings(test) - started).toBe(13)
    await test.scenes.editScene('film', 2, { prompt: 'rain' })
    await test.clock.until(next)
    expect(readings(test) - started).toBe(15)
  })

  it('gives the event of an upload that took long as soon as any other', async () => {
    const test = film()
    const watch = test.scenes.watch('film')
    await watch.start()
    test.blobs.beforeNext('put', () => test.clock.advance(1_200_000))
    await test.scenes.upload('film', 2, { body: BYTES })
    const beginMs = test.clock.now()
    expect(await take(test, watch, 1)).toMatchObject([{ type: 'clip-uploaded' }])
    // The first poll after so long reads far back anyway; the next upload is for one that does not.
    test.blobs.beforeNext('put', () => test.clock.advance(200_000))
    await test.scenes.upload('film', 3, { body: BYTES })
    expect(await take(test, watch, 1)).toMatchObject([{ type: 'clip-uploaded', sequence: 3 }])
    expect(test.clock.now() - beginMs).toBeLessThanOrEqual(204_000)
  })

  it('says that there is no such project', async () => {
    const { scenes } = createTestScenes()
    const watch = scenes.watch('nowhere')
    await rejected(watch.start(), 'PROJECT_NOT_FOUND')
    await rejected(scenes.watch('nowhere').next(), 'PROJECT_NOT_FOUND')
  })

  it('watches a project that has no events yet', async () => {
    const test = film()
    for (const { PK, SK } of test.store.items().map(placeOf)) {
      if (SK.startsWith('EVENT#')) test.store.deleteItem({ PK, SK })
    }
    const watch = test.scenes.watch('film', { from: 'beginning' })
    await watch.start()
    await test.scenes.editScene('film', 2, { prompt: 'rain' })
    expect(await take(test, watch, 1)).toMatchObject([{ type: 'scene-edited' }])
  })

  it.each([
    ['a number for a position', { after: 7 }],
    ['an interval of nothing', { intervalMs: 0 }],
    ['a beginning that is none', { from: 'tomorrow' }],
    ['an option that nobody knows', { since: 'now' }],
  ])('refuses %s at once', (_, options) => {
    // @ts-expect-error -- as a caller without types would
    expect(() => film().scenes.watch('film', options)).toThrow('option')
  })

  it('refuses ids that do not follow the time, by which events would be hidden', () => {
    const { options } = film()
    let made = 100
    const ids = { projectId: () => 'x', commandId: () => String(++made) }
    expect(() => createScenes({ ...options, ids }).watch('film')).toThrow('ids')
  })
})

describe('the end of a watch', () => {
  it('comes with its signal, without an error, while it waits', async () => {
    const test = film()
    const stop = new AbortController()
    const watch = test.scenes.watch('film', { signal: stop.signal })
    const next = watch.next()
    await test.clock.advance(10_000)
    expect(test.clock.waiting()).toBe(1)
    stop.abort()
    expect(await next).toEqual({ done: true, value: undefined })
    expect(test.clock.waiting()).toBe(0)
    expect(await watch.next()).toEqual({ done: true, value: undefined })
  })

  it('comes before anything where the signal was aborted before', async () => {
    const test = film()
    const watch = test.scenes.watch('film', { from: 'beginning', signal: AbortSignal.abort() })
    await watch.start()
    expect(await watch.next()).toEqual({ done: true, value: undefined })
    expect(readings(test)).toBe(0)
  })

  it('comes between two events', async () => {
    const test = film()
    const stop = new AbortController()
    const seen: string[] = []
    for await (const event of test.scenes.watch('film', { from: 'beginning', signal: stop.signal })) {
      seen.push(event.type)
      stop.abort()
    }
    expect(seen).toEqual(['project-created'])
  })

  it('takes no event with it: what was read and not given comes at the position', async () => {
    const test = film()
    const stop = new AbortController()
    const watch = test.scenes.watch('film', { signal: stop.signal })
    await watch.start()
    await test.scenes.editScene('film', 2, { prompt: 'rain' })
    // At the second reading, when the event was seen and is about to be given.
    test.store.beforeNext('readEvents', () => {
      test.store.beforeNext('readEvents', () => {
        stop.abort()
      })
    })
    expect(await test.clock.until(watch.next())).toEqual({ done: true, value: undefined })
    const other = test.scenes.watch('film', { after: watch.position })
    expect(await take(test, other, 1)).toMatchObject([{ type: 'scene-edited' }])
  })

  it('comes with leaving the loop, and with `return` while somebody waits', async () => {
    const test = film()
    const watch = test.scenes.watch('film', { from: 'beginning' })
    for await (const event of watch) {
      expect(event.type).toBe('project-created')
      break
    }
    expect(await watch.next()).toEqual({ done: true, value: undefined })
    const other = test.scenes.watch('film')
    const next = other.next()
    await test.clock.advance(3_000)
    await other.return()
    expect(await next).toEqual({ done: true, value: undefined })
    expect(test.clock.waiting()).toBe(0)
  })

  it('is no error of the request that was under way', async () => {
    const test = film()
    const stop = new AbortController()
    const watch = test.scenes.watch('film', { signal: stop.signal })
    await watch.start()
    test.store.beforeNext('readEvents', () => {
      stop.abort()
    })
    test.store.failNext('readEvents', 'unavailable')
    expect(await test.clock.until(watch.next())).toEqual({ done: true, value: undefined })
  })
})

describe('a store that does not answer', () => {
  it('is waited for', async () => {
    const test = createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }), { random: () => 0.5 })
    const watch = test.scenes.watch('film')
    await watch.start()
    await test.scenes.editScene('film', 1, { prompt: 'rain' })
    test.store.failNext('readEvents', 'unavailable', { times: 12 })
    expect(await take(test, watch, 1)).toMatchObject([{ type: 'scene-edited' }])
    expect(test.clock.now() - TEST_TIME_MS).toBeGreaterThan(20_000)
  })

  it('is waited for no longer than asked for', async () => {
    const test = createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }), { random: () => 0.5 })
    const watch = test.scenes.watch('film', { outageMs: 10_000 })
    await watch.start()
    test.store.failNext('readEvents', 'unavailable', Infinity)
    await rejected(test.clock.until(watch.next()), 'STORE_UNAVAILABLE')
    expect(test.clock.now() - TEST_TIME_MS).toBeLessThanOrEqual(10_000)
  })
})

describe('an event that cannot be read', () => {
  it('is told once and left out', async () => {
    const test = film()
    const told: string[] = []
    const watch = test.scenes.watch('film', { onInvalid: ({ id }) => told.push(id) })
    await watch.start()
    const id = `${test.scenes.newCommandId()}.1`
    test.store.putItem(toDynamoJson({ PK: 'PROJECT#film', SK: `EVENT#${id}`, type: 'nonsense' }))
    await test.scenes.editScene('film', 2, { prompt: 'rain' })
    expect(await take(test, watch, 1)).toMatchObject([{ type: 'scene-edited' }])
    await test.scenes.editScene('film', 2, { prompt: 'snow' })
    expect(await take(test, watch, 1)).toMatchObject([{ type: 'scene-edited' }])
    expect(told).toEqual([id])
  })
})
