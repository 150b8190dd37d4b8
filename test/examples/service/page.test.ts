import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { REJECTED } from '../../../examples/service/simulated-provider.js'
import { CHROMIUM, inChromium, launchChromium } from '../../support/chromium.js'
import { Client } from './client.js'
import type { World } from './world.js'
import { startWorld } from './world.js'

/** Where pictures of the page go, for people who want to look. */
const { SCENES_PICTURES: PICTURES } = process.env
const PROMPTS = [
  'A lighthouse at dawn',
  'The keeper climbs the stairs',
  `A storm ${REJECTED}`,
  'The lamp sways',
]

describe.skipIf(CHROMIUM === undefined)(inChromium('the page of the example service'), () => {
  let world: World
  let browser: Browser

  beforeAll(async () => {
    world = await startWorld({ workMs: 200 })
    browser = await launchChromium(CHROMIUM ?? '')
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  async function opened(url: string): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(url)
    return { page, errors }
  }

  const statusesOf = async (page: Page) => {
    const cards = await page.locator('.scene').all()
    return Promise.all(cards.map((card) => card.getAttribute('data-status')))
  }
  const isLive = (page: Page) => page.locator('#link[data-link=live]').waitFor()

  it('shows scenes as they turn from waiting to ready, without loading it again', async () => {
    const { url } = await world.start()
    const id = await world.project(...PROMPTS)
    const { page, errors } = await opened(`${url}/projects/${id}`)
    await isLive(page)
    await page.locator('.scene').nth(3).waitFor()
    expect(await statusesOf(page)).toEqual(['pending', 'pending', 'pending', 'pending'])
    await picture(page, 'waiting')

    const release = world.hold()
    onTestFinished(release)
    await page.getByRole('button', { name: 'Generate the videos' }).click()
    await page.locator('.scene[data-status=processing]').nth(2).waitFor()
    await page.locator('.scene[data-status=failed]').waitFor()
    await picture(page, 'generating')
    release()
    await page.locator('.scene[data-status=completed]').nth(2).waitFor()
    expect(await statusesOf(page)).toEqual(['completed', 'completed', 'failed', 'completed'])
    expect(await page.locator('#count').textContent()).toBe('3 of 4 ready')
    expect(await page.title()).toMatch(/^3 of 4 · /)
    await page.locator('#status[data-status=failed]').waitFor()
    expect(await page.locator('#log li').first().textContent()).toContain('scene')
    await picture(page, 'done')
    expect(errors).toEqual([])
  })

  it('goes on by itself when the service was gone, and misses nothing', async () => {
    const first = await world.start()
    const id = await world.project('One', 'Two')
    const { page } = await opened(`${first.url}/projects/${id}`)
    await isLive(page)
    await first.stop()
    await page.locator('#link[data-link=lost]').waitFor()
    const claim = await world.scenes.claim(id, 2)
    await world.scenes.complete(claim, { body: new Uint8Array([1, 2, 3]) })
    await world.start({ port: Number(new URL(first.url).port) })
    await isLive(page)
    await page.locator('.scene[data-status=completed]').waitFor()
    const types = await page.locator('#log li span').allTextContents()
    expect(types).toEqual(['scene 2 completed', 'scene 2 claimed'])
  })

  it('says what is wrong with a project that does not exist', async () => {
    const { url } = await world.start()
    const { page } = await opened(`${url}/projects/nowhere`)
    await page.locator('#link', { hasText: 'Not connected' }).waitFor()
    await page.locator('#error', { hasText: 'there is no project nowhere' }).waitFor()
  })

  it('fits a phone', async () => {
    const { url } = await world.start()
    const id = await world.project(...PROMPTS, 'a'.repeat(300))
    const { page } = await opened(`${url}/projects/${id}`)
    await isLive(page)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.locator('.scene').nth(4).waitFor()
    const wide: unknown = await page.locator('html').evaluate('document.documentElement.scrollWidth')
    expect(wide).toBe(320)
  })
})

describe('the events of the example service', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.close())

  it('tell a page no keys, no jobs and nobody’s name', async () => {
    const service = await world.start()
    const client = new Client(service.url)
    const id = await world.project('One')
    const gone = new AbortController()
    const response = await fetch(`${service.url}/api/mv/projects/${id}/events`, { signal: gone.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    await client.post(`/projects/${id}/generate_videos`)
    let text = ''
    while (!text.includes('scene-completed')) text += (await reader?.read())?.value ?? ''
    gone.abort()
    expect(text).not.toMatch(/actor|jobId|clips|\.mp4/)
    await service.stop()
    expect(world.reported).toEqual([])
  })

  it('are none of a project that does not exist', async () => {
    const client = new Client((await world.start()).url)
    expect(await client.get('/projects/nowhere/events')).toMatchObject({ status: 404 })
  })
})

/** Pictures of the page as it is: wide and narrow, light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  const before = page.viewportSize()
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      await page.screenshot({
        path: join(PICTURES, `${name}-${width}-${colorScheme}.png`),
        fullPage: width < 500,
      })
    }
  }
  if (before !== null) await page.setViewportSize(before)
}
