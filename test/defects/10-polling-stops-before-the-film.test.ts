import { describe, expect, it } from 'vitest'
import type { PollOptions, ProjectView, Scenes } from '@badapple/scenes'
import { shouldPoll } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

/** Whether a page of today asks again. */
function asksToday({ status, scenes }: ProjectView): boolean {
  const isBusy = scenes.some((scene) => scene.status === 'pending' || scene.status === 'processing')
  return status === 'processing' && isBusy
}

type Deed = () => Promise<unknown>

/**
 * What a page sees last. Between any two polls something happens, and at the end nothing does any more.
 * @returns Whether it stopped by itself, besides what it saw last.
 */
async function watch(
  scenes: Scenes,
  id: string,
  asks: (view: ProjectView) => boolean,
  deeds: readonly Deed[],
) {
  for (const deed of deeds) {
    const view = await scenes.view(id)
    if (!asks(view)) return { view, stopped: true }
    await deed()
  }
  const view = await scenes.view(id)
  return { view, stopped: !asks(view) }
}

/** A project with its last scene in the making, and how it goes on: the clip, the composition, the film. */
async function lastScene() {
  const { scenes } = testScenes()
  const id = await projectWith(scenes, 2)
  await scenes.upload(id, 1, { body: clipBytes() })
  const job = await scenes.claim(id, 2)
  const deeds: readonly Deed[] = [
    () => scenes.complete(job, { body: clipBytes() }),
    () => scenes.startComposition(id),
    () => scenes.finishComposition(id, { body: clipBytes() }),
  ]
  return { scenes, id, deeds }
}

describe('10. polling stops before the film is there', () => {
  it('happens today: the page never shows the film', async () => {
    const { scenes, id, deeds } = await lastScene()
    const { view, stopped } = await watch(scenes, id, asksToday, deeds)
    expect(stopped).toBe(true)
    expect(view.finalOutputUrl).toBeNull()
  })

  it('happens today: a page that was opened while the film is composed stops at once', async () => {
    const { scenes, id, deeds } = await lastScene()
    for (const deed of deeds.slice(0, 2)) await deed()
    const { view } = await watch(scenes, id, asksToday, deeds.slice(2))
    expect(view).toMatchObject({ status: 'composing', finalOutputUrl: null })
  })

  it.each([
    ['from the last scene on, for a page that wants the film', 0, { waitingForFilm: true }],
    ['while the film is composed, for every page', 2, {}],
  ])('cannot happen here %s', async (_, from, options: PollOptions) => {
    const { scenes, id, deeds } = await lastScene()
    for (const deed of deeds.slice(0, from)) await deed()
    const asks = (view: ProjectView) => shouldPoll(view, options)
    const { view, stopped } = await watch(scenes, id, asks, deeds.slice(from))
    expect(view.finalOutputUrl).not.toBeNull()
    expect(stopped).toBe(true)
  })

  it('cannot happen here with every scene finished in a project that is still processing', async () => {
    const { scenes, id, deeds } = await lastScene()
    await deeds[0]?.()
    const view = { ...(await scenes.view(id)), status: 'processing' as const }
    expect(asksToday(view)).toBe(false)
    expect(shouldPoll(view)).toBe(true)
  })

  it('cannot happen here with a scene that is generated again: the page waits for the new clip', async () => {
    const { scenes, id, deeds } = await lastScene()
    await deeds[0]?.()
    const asked = (await scenes.view(id)).scenes
    const job = await scenes.claim(id, 1, { regenerate: true })
    const waitingFor = asked.filter(({ sequence }) => sequence === 1)
    const asks = (view: ProjectView) => shouldPoll(view, { waitingFor })
    const nothing = () => Promise.resolve()
    const finish = () => scenes.complete(job, { body: clipBytes(9) })
    const { view, stopped } = await watch(scenes, id, asks, [nothing, nothing, finish])
    expect(view.scenes[0]?.originalVideoClipUrl).toContain(job.uploadKey)
    expect(stopped).toBe(true)
  })
})
