import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectGolden, transcript } from './support/golden.js'
import { cliInProcess } from './support/in-process.js'
import { nightFolder } from './support/night.js'

let folder = ''
let remove: () => void

beforeEach(() => {
  ;({ folder, remove } = nightFolder())
})

afterEach(() => {
  remove()
})

const FILE = '--file night.json'

/** What is said by commands that look, of an export. */
const LOOKING: Readonly<Record<string, readonly string[]>> = {
  projects: [
    `projects ${FILE}`,
    `projects ${FILE} --status completed`,
    `projects ${FILE} --limit 1`,
    `projects ${FILE} --json`,
  ],
  show: [
    `show night ${FILE}`,
    `show dawn ${FILE}`,
    `show night ${FILE} --now 2025-11-25T00:00:00Z`,
    `show dawn ${FILE} --json`,
  ],
  explain: [
    `explain night ${FILE} --price-per-second 0.40`,
    `explain night 3 6 ${FILE} --json`,
    `explain dawn ${FILE}`,
    `explain night 4 ${FILE} --foreign-grace 15m`,
  ],
  audit: [
    `audit night ${FILE} --price-per-second 0.40`,
    `audit night --file records.json`,
    `audit dawn ${FILE}`,
    `audit dawn ${FILE} --json`,
  ],
  history: [
    `history night 4 ${FILE}`,
    `history night ${FILE} --newest-first --limit 5`,
    `history dawn 1 ${FILE} --json`,
  ],
  replay: [`replay night ${FILE}`, `replay dawn ${FILE}`, `replay dawn ${FILE} --json`],
  'dry-runs': [
    `repair night ${FILE} --price-per-second 0.40`,
    `repair night 4 ${FILE} --kind stalled`,
    `repair dawn ${FILE}`,
    `recount night ${FILE}`,
    `reset night 1 2 ${FILE} --price-per-second 0.40`,
    `reset dawn --all ${FILE}`,
    `retry night --all ${FILE}`,
    `release night --all ${FILE}`,
    `reject night 1 2 ${FILE} --reason blurred`,
    `adopt night 8 2 ${FILE}`,
  ],
  sweep: [
    `sweep ${FILE}`,
    `sweep ${FILE} --repair --price-per-second 0.40 --unreferenced`,
    `sweep ${FILE} --json --status completed`,
    `sweep --file records.json --kind stalled --repair`,
  ],
}

describe('on an export', () => {
  it.each(Object.keys(LOOKING))('says what is kept: %s', async (name) => {
    const before = readFileSync(join(folder, 'night.json'), 'utf8')
    expectGolden(name, await transcript(LOOKING[name] ?? [], { cwd: folder }))
    expect(readFileSync(join(folder, 'night.json'), 'utf8')).toBe(before)
  })

  it('changes the file with --apply, and nothing else in it', async () => {
    const text = await transcript(
      [
        `retry night 5 ${FILE} --reason 'the provider was down' --apply`,
        `release night 3 ${FILE} --apply`,
        `adopt night 8 ${FILE} --apply`,
        `reject night 1 ${FILE} --reason 'a hand with six fingers' --apply --price-per-second 0.40`,
        `reset night 6 ${FILE} --reason 'wrong actor' --actor bo --apply`,
        `repair night ${FILE} --apply`,
        `show night ${FILE}`,
        `history night ${FILE} --newest-first --limit 6`,
        `audit night ${FILE}`,
      ],
      { cwd: folder },
    )
    expectGolden('applied', text)
    const saved = JSON.parse(readFileSync(join(folder, 'night.json'), 'utf8')) as Record<string, unknown>
    expect(Object.keys(saved)).toEqual(['note', 'exportedAt', 'items', 'objects'])
    expect(saved['note']).toBe('kept')
  })

  it('repairs all projects with sweep --repair --apply, and is clean then but for what is only reported', async () => {
    const text = await transcript(
      [`sweep ${FILE} --apply`, `sweep ${FILE} --repair --apply`, `sweep ${FILE}`],
      { cwd: folder },
    )
    expectGolden('sweep-applied', text)
  })

  it('asks whether it is the right bucket where not one object is found', async () => {
    const text = readFileSync(join(folder, 'records.json'), 'utf8')
    writeFileSync(join(folder, 'astray.json'), text.replace(/\}$/, ',"objects":[]}'))
    const lines = ['audit night', 'repair night --apply', 'sweep', 'sweep --repair --apply']
    const told = await transcript(
      lines.map((line) => `${line} --file astray.json`),
      { cwd: folder },
    )
    expectGolden('wrong-bucket', told)
    expect(told).not.toContain('force: true')
  })

  it('exports a part of a file, and imports it into another', async () => {
    const options = { cwd: folder }
    const exported = await cliInProcess(['export', 'dawn', '-f', 'night.json', '--out', 'dawn.json'], options)
    expect(exported).toMatchObject({ code: 0, stdout: '', stderr: '12 items and 2 objects\n' })
    const same = await cliInProcess(['export', 'dawn', '-f', 'night.json'], options)
    expect(same.stdout).toBe(readFileSync(join(folder, 'dawn.json'), 'utf8'))
    const one = await cliInProcess(['reset', 'dawn', '1', '-f', 'dawn.json', '--apply'], options)
    expect(one.code).toBe(0)
    const text = await transcript(
      [
        'import dawn.json --file night.json',
        'import dawn.json --file night.json --apply',
        'import dawn.json --file night.json --overwrite --apply',
        'import dawn.json --file night.json',
        'import night.json --file records.json --json',
      ],
      options,
    )
    expectGolden('import', text)
    expect((await cliInProcess(['show', 'dawn', '-f', 'night.json'], options)).stdout).toContain('No video')
  })
})
