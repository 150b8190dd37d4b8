import { describe, expect, it } from 'vitest'
import { nextPollMs } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import type { TestScenes } from '@badapple/scenes/testing'
import { today } from './naive-backend.js'

const POLLS = 100

/** How often a player reloads while the page polls: each time that the URL is another. */
async function reloads({ clock }: TestScenes, urlNow: () => Promise<string | null | undefined>) {
  const seen: (string | null | undefined)[] = []
  for (let poll = 0; poll < POLLS; poll++) {
    seen.push(await urlNow())
    await clock.advance(nextPollMs({ errors: 0 }) ?? 0)
  }
  expect(seen).not.toContain(null)
  expect(seen).not.toContain(undefined)
  return seen.filter((url, index) => index > 0 && url !== seen[index - 1]).length
}

describe('11. signed URLs change at every poll', () => {
  it('happens today: the player reloads every three seconds', async () => {
    const world = today(1)
    const { naive } = world
    await naive.generate(1)
    expect(await reloads(world, () => naive.url(naive.videoKey(1)))).toBe(POLLS - 1)
  })

  it('cannot happen here: in five minutes it reloads once at most', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    await test.scenes.upload(id, 1, { body: clipBytes() })
    const urlNow = async () => (await test.scenes.view(id)).scenes[0]?.originalVideoClipUrl
    expect(await reloads(test, urlNow)).toBeLessThanOrEqual(1)
  })

  it('is bought with no shorter life: a URL from the end of its window still works for an hour', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.upload(id, 1, { body: clipBytes() })
    for (let minute = 0; minute < 30; minute++) {
      const url = (await scenes.view(id)).scenes[0]?.originalVideoClipUrl ?? ''
      const expires = Number(new URL(url).searchParams.get('expires'))
      expect(expires * 1_000 - clock.now()).toBeGreaterThanOrEqual(3_600_000)
      await clock.advance(60_000)
    }
  })

  it('comes with a new URL where there is a new clip, at once', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.upload(id, 1, { body: clipBytes() })
    const before = (await scenes.view(id)).scenes[0]?.originalVideoClipUrl
    await scenes.upload(id, 1, { body: clipBytes(9) })
    expect((await scenes.view(id)).scenes[0]?.originalVideoClipUrl).not.toBe(before)
  })
})
