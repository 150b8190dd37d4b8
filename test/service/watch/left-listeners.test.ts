import { getEventListeners } from 'node:events'
import type { SceneStore } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { aProject, createTestScenes, done } from '@badapple/scenes/testing'
import { describe, expect, it, vi } from 'vitest'
import { rejected } from '../../core/support/thrown.js'
import { collectGarbage } from '../../support/collect-garbage.js'

const shutdown = new AbortController()
const { signal } = shutdown

async function streamed(
  { scenes }: TestScenes,
  projectId: string,
  { after }: { readonly after?: string } = {},
): Promise<Response> {
  const request = new Request('https://scenes.example/events', {
    headers: after === undefined ? {} : { 'last-event-id': after },
  })
  return scenes.eventStream(projectId, request, { signal, from: 'beginning' })
}

/** Ways in which a watch ends while the signal that it was given lives on. */
const ENDS: readonly (readonly [string, (test: TestScenes) => Promise<unknown>])[] = [
  [
    'that was left',
    async ({ scenes }) => {
      const watch = scenes.watch('film', { signal, from: 'beginning' })
      await watch.next()
      await watch.return()
    },
  ],
  ['that was never read', ({ scenes }) => scenes.watch('film', { signal }).return()],
  [
    'of no project',
    ({ scenes }) => rejected(scenes.watch('no-film', { signal }).next(), 'PROJECT_NOT_FOUND'),
  ],
  ['whose client went', async (test) => (await streamed(test, 'film')).body?.cancel()],
  [
    'for a client, from a position that is none',
    (test) => rejected(streamed(test, 'film', { after: 'junk' }), 'INVALID_INPUT'),
  ],
  [
    'for a client, where no response can be made',
    async (test) => {
      // Such as one with a header that is none; of some servers' own class it shows later.
      vi.stubGlobal('Response', function Response() {
        throw new TypeError('invalid header name')
      })
      await expect(streamed(test, 'film')).rejects.toThrow('invalid header name')
      vi.unstubAllGlobals()
    },
  ],
  ['for a client, of no project', (test) => rejected(streamed(test, 'no-film'), 'PROJECT_NOT_FOUND')],
]

describe('a watch', () => {
  it.each(ENDS)('%s leaves nothing on a signal that outlives it', async (_, end) => {
    const left: WeakRef<object>[] = []
    const leavesListeners = (store: SceneStore): SceneStore => ({
      ...store,
      readEvents: (projectId, options) => {
        const request = { projectId, options }
        left.push(new WeakRef(request))
        options?.signal?.addEventListener('abort', () => {
          request.projectId = ''
        })
        return store.readEvents(projectId, options)
      },
    })
    await end(
      createTestScenes(aProject({ projectId: 'film', scenes: [done()] }), { wrapStore: leavesListeners }),
    )
    await collectGarbage()
    expect(left.filter((ref) => ref.deref() !== undefined)).toHaveLength(0)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
