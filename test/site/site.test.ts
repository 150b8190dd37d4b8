import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { CHROMIUM, inChromium, launchChromium } from '../support/chromium.js'
import { deadLinks } from './links.js'
import type { StaticSite } from '../support/static-site.js'
import { serveFolder } from '../support/static-site.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where pictures of pages go, for people who want to look. */
const { SCENES_PICTURES: PICTURES } = process.env
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What people look for, and the guides of which one must be among the first three hits. */
const SEARCHES = [
  ['why is this scene generated again', ['The one rule', 'Questions']],
  ['counters wrong', ['Runbooks', 'Audit and repair', 'Questions']],
  ['test without AWS', ['Testing without AWS']],
  ['what does it cost', ['Cost']],
  ['worker dies', ['Claims and generation']],
] as const

/** TypeDoc's navigation has links within the headings that open and close its parts. */
const EXEMPT: readonly string[] = ['nested-interactive']

/** How the pages are looked at. */
interface Look {
  readonly name: string
  /** Pixels. */
  readonly width: number
  readonly dark: boolean
}

/** All of them, of every document, with accessibility and every search, are `npm run site`; without it, a few. */
const ALL_LOOKS: readonly Look[] = [
  { name: 'desktop', width: 1280, dark: false },
  { name: 'desktop-dark', width: 1280, dark: true },
  { name: 'phone', width: 390, dark: false },
]

const IS_WHOLE = process.env['SCENES_LOOKS'] === 'all'
const LOOKS = IS_WHOLE ? ALL_LOOKS : ALL_LOOKS.slice(0, 1)
const SEARCHED = IS_WHOLE ? SEARCHES : SEARCHES.slice(0, 2)

/** Pages that are looked at beside all documents. */
const LOOKED_AT = ['index.html', 'modules.html', 'interfaces/_badapple_scenes.Scenes.html']
/** The documents with the diagrams. */
const FEW_DOCUMENTS = ['States.html', 'Claims_and_generation.html', 'DynamoDB.html']

let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scenes-site-'))
  const typedoc = join(root, 'node_modules', 'typedoc', 'bin', 'typedoc')
  // Warnings are fatal: an invalid link or a type that is not exported fails here.
  await promisify(execFile)(process.execPath, [typedoc, '--out', folder], { cwd: root })
}, 240_000)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the documentation', () => {
  it('has no link that leads nowhere', () => {
    expect(deadLinks(folder)).toEqual([])
  })

  it('has the diagrams within the pages', () => {
    for (const [page, count] of [
      ['States', 2],
      ['Claims_and_generation', 1],
      ['DynamoDB', 1],
    ] as const) {
      const html = readFileSync(join(folder, 'documents', `${page}.html`), 'utf8')
      expect(html.match(/<svg class="diagram"/g), page).toHaveLength(count)
    }
  })
})

describe.skipIf(CHROMIUM === undefined)(inChromium('the pages'), () => {
  let browser: Browser
  let site: StaticSite
  let pages: readonly string[]

  beforeAll(async () => {
    site = await serveFolder(folder)
    browser = await launchChromium(CHROMIUM ?? '')
    const documents = IS_WHOLE ? readdirSync(join(folder, 'documents')) : FEW_DOCUMENTS
    pages = [...LOOKED_AT, ...documents.map((file) => `documents/${file}`)]
    if (PICTURES !== undefined) mkdirSync(PICTURES, { recursive: true })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await site.close()
  })

  /** A tab of the browser, and everything that went wrong in it. */
  async function tab({ width, dark }: Pick<Look, 'width' | 'dark'>) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
    })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', ({ message }) => problems.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(`${site.url}/`) && !request.url().startsWith('data:'))
        problems.push(`asks ${request.url()}`)
    })
    page.on('response', (response) => {
      if (!response.ok()) problems.push(`${response.status()} for ${response.url()}`)
    })
    return { page, problems }
  }

  it.each(LOOKS)(
    'load without an error, ask nobody else, give nothing serious to mind, and fit: $name',
    { timeout: 600_000 },
    async (look) => {
      const { page, problems } = await tab(look)
      for (const path of pages) {
        await page.goto(`${site.url}/${path}`)
        expect(problems, path).toEqual([])
        if (IS_WHOLE) expect(await seriousViolations(page), path).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(look.width)
        if (PICTURES !== undefined) {
          const name = `${path.replaceAll(/[/.]/g, '-')}-${look.name}.png`
          await page.screenshot({ path: join(PICTURES, name) })
        }
      }
    },
  )

  it.each(SEARCHED)('for “%s” give the right guide among the first three', async (words, guides) => {
    const { page } = await tab({ width: 1280, dark: false })
    await page.goto(`${site.url}/index.html`)
    await page.locator('#tsd-search-trigger').click()
    await page.locator('#tsd-search-input').fill(words)
    await page.locator('#tsd-search-results li').first().waitFor()
    const hits = (await page.locator('#tsd-search-results li').allInnerTexts()).slice(0, 3)
    expect(
      hits.some((hit) => guides.some((guide) => hit.includes(guide))),
      hits.join(', '),
    ).toBe(true)
  })
})

/** What axe finds serious or critical, one text a rule. */
async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async (exempt) => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }
    const { violations } = await axe.run()
    return violations
      .filter(({ id, impact }) => (impact === 'serious' || impact === 'critical') && !exempt.includes(id))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }, EXEMPT)
}

/** What axe says of one rule. */
interface AxeViolation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}
