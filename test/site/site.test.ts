import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deadLinks } from './links.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

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
