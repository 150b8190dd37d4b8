import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ItemTable } from '../../src/adapters/memory/item-table.js'
import { cliInProcess } from './support/in-process.js'

const EMPTY = '{\n"items": [],\n"objects": []\n}\n'

let folder = ''
let target = ''
/** What every open file has its methods of: each that is written is synced once, before it takes its name. */
let handles: FileHandle

beforeAll(async () => {
  const handle = await open(import.meta.filename)
  handles = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenes-writes-'))
  target = join(folder, 'target.json')
  writeFileSync(target, EMPTY)
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

/** An export of so many projects without scenes, and their ids. */
function exportOf(projects: number): { readonly file: string; readonly ids: readonly string[] } {
  const ids = Array.from({ length: projects }, (_, at) => `night-${at}`)
  const items = ids.map((id) => ({ PK: { S: `PROJECT#${id}` }, SK: { S: 'PROJECT' } }))
  const file = join(folder, `${projects}.json`)
  writeFileSync(file, JSON.stringify({ items, objects: [] }))
  return { file, ids }
}

/** How often all items were gone through while something was done. */
async function goingsThrough(work: () => Promise<unknown>): Promise<number> {
  const all = vi.spyOn(ItemTable.prototype, 'all')
  await work()
  const { length } = all.mock.calls
  all.mockRestore()
  return length
}

describe('an import into a file', () => {
  const importing = (projects: number) => async () => {
    writeFileSync(target, EMPTY)
    const { file } = exportOf(projects)
    const said = await cliInProcess(['import', file, '--file', target, '--apply'])
    expect(said).toMatchObject({ code: 0 })
    expect(said.stdout).toContain(`${projects} items written`)
  }

  it('writes the file once, however much is imported', async () => {
    const sync = vi.spyOn(handles, 'sync')
    await importing(30)()
    expect(sync).toHaveBeenCalledTimes(1)
    expect(JSON.parse(readFileSync(target, 'utf8'))).toHaveProperty('items.length', 30)
  })

  it('goes through the items no more often for more of them', async () => {
    expect(await goingsThrough(importing(30))).toBe(await goingsThrough(importing(3)))
  })

  it('leaves the file as it was, and nothing beside it, when the disk is full', async () => {
    vi.spyOn(handles, 'sync').mockRejectedValueOnce(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
    const { file } = exportOf(3)
    const said = await cliInProcess(['import', file, '--file', target, '--apply'])
    expect(said).toMatchObject({ code: 3, stdout: '' })
    expect(said.stderr).toContain('target.json cannot be written: the disk is full')
    expect(readFileSync(target, 'utf8')).toBe(EMPTY)
    expect(readdirSync(folder).sort()).toEqual(['3.json', 'target.json'])
  })
})

it('an export of some projects of a file looks at no others', async () => {
  const { file, ids } = exportOf(30)
  const some = (count: number) => () => cliInProcess(['export', ...ids.slice(0, count), '--file', file])
  expect(await goingsThrough(some(20))).toBe(await goingsThrough(some(2)))
})
