import type { UnreferencedObject } from '@badapple/scenes'
import { toObjectKey } from '@badapple/scenes'
import { done, missing } from '@badapple/scenes/testing'
import { expect, it } from 'vitest'
import { projectsOf, swept, tableOf } from './support.js'

it('lists objects that nothing refers to, counts them, and deletes none', async () => {
  const test = tableOf(projectsOf(3, [done(), missing()]))
  await test.scenes.reset('p02', 1)
  const { size } = await test.blobs.put(toObjectKey('mv/projects/p03/notes.txt'), new Uint8Array(5))
  await test.clock.advance(120_000)
  const before = test.blobs.objects()
  const found: UnreferencedObject[] = []
  const { summary } = await swept(test, {
    repair: true,
    unreferenced: true,
    onUnreferenced: (object) => {
      found.push(object)
    },
  })
  expect(found.map(({ projectId }) => projectId).sort()).toEqual(['p02', 'p03'])
  expect(found.map((object) => object.ageMs >= 120_000)).toEqual([true, true])
  const bytes = found.reduce((sum, object) => sum + object.size, 0)
  expect(summary.unreferenced).toEqual({ objects: 2, bytes })
  expect(bytes).toBeGreaterThan(size)
  expect(test.blobs.objects()).toEqual(before)
})

it('does not look for them unless it is asked, and asks the bucket for nothing more when it is', async () => {
  const test = tableOf(projectsOf(3, [done()]))
  const plain = await swept(test)
  expect(plain.summary.unreferenced).toEqual({ objects: 0, bytes: 0 })
  const { summary } = await swept(test, { unreferenced: true })
  expect(summary.requests).toBe(plain.summary.requests)
})

it('says nothing of a folder that the bucket does not list', async () => {
  const test = tableOf([[done()]])
  test.blobs.putObject({ key: 'mv/projects/p01/a.mp4', size: 1, lastModified: new Date(0) })
  test.blobs.failNext('list', 'unreachable', Infinity)
  expect((await swept(test, { unreferenced: true })).summary.unreferenced.objects).toBe(0)
})
