import { expect, it } from 'vitest'
import { collectGarbage } from '../../support/collect-garbage.js'
import { clipBytes, projectWith, testScenes } from '../../support/test-scenes.js'

it('what a generator leaves on its signal does not outlive the run, though the service does', async () => {
  const { scenes } = testScenes()
  const shutdown = new AbortController()
  const left: WeakRef<object>[] = []
  const projectId = await projectWith(scenes, 3)
  const { counts } = await scenes.generateMissing(
    projectId,
    ({ sequence }, { signal }) => {
      const download = { sequence, bytes: clipBytes() }
      left.push(new WeakRef(download))
      signal.addEventListener('abort', () => {
        download.bytes.fill(0)
      })
      return Promise.resolve({ body: clipBytes() })
    },
    { signal: shutdown.signal },
  )
  expect(counts.generated).toBe(3)
  await collectGarbage()
  expect(left.filter((ref) => ref.deref() !== undefined)).toHaveLength(0)
  expect(shutdown.signal.aborted).toBe(false)
})
