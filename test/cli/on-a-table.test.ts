import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DynamoEngine } from '../support/engines/dynamo-engine.js'
import { startDynamo } from '../support/engines/dynamo-engine.js'
import type { S3Engine } from '../support/engines/s3-engine.js'
import { startS3 } from '../support/engines/s3-engine.js'
import { expectGolden, transcript } from './support/golden.js'
import { cliInProcess } from './support/in-process.js'
import { nightExport, nightFolder } from './support/night.js'

// Always of one length: lines are broken by it.
const unique = `cli-${String(process.pid % 100_000).padStart(5, '0')}-${Date.now().toString(36)}`
const NOW = '--now 2025-11-24T12:00:00Z'

let dynamo: DynamoEngine
let s3: S3Engine
let folder = ''
let remove: () => void
let env: Readonly<Record<string, string>> = {}

/** What differs from run to run: where the table is, and the time by which something was written. */
const changing = [
  [new RegExp(unique, 'g'), '<table>'],
  [/as of \S+ \S+ UTC/g, 'as of <now>'],
] as const

function run(...args: readonly string[]) {
  return cliInProcess(args, { cwd: folder, env })
}

beforeAll(async () => {
  ;[dynamo, s3] = await Promise.all([startDynamo(), startS3()])
  ;({ folder, remove } = nightFolder())
  env = {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    BADAPPLE_SCENES_TABLE: unique,
    BADAPPLE_SCENES_BUCKET: unique,
    BADAPPLE_SCENES_ENDPOINT: dynamo.endpoint,
    BADAPPLE_SCENES_S3_ENDPOINT: s3.endpoint,
  }
  // The clients of AWS look into the environment of this process.
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const client = new S3Client(s3.config)
  await client.send(new CreateBucketCommand({ Bucket: unique }))
  for (const { key, size } of nightExport().objects) {
    await client.send(
      new PutObjectCommand({ Bucket: unique, Key: key, Body: new Uint8Array(Math.min(size, 16)) }),
    )
  }
  client.destroy()
})

afterAll(() => {
  dynamo.stop()
  s3.stop()
  remove()
  vi.unstubAllEnvs()
})

describe('on a table', () => {
  it('makes one, and puts an export into it', async () => {
    const text = await transcript(
      [
        'table check',
        'table create',
        'table create --apply --json',
        'import night.json',
        'import night.json --apply',
        'import night.json --apply',
      ],
      { cwd: folder, env },
      changing,
    )
    expectGolden('table', text.replace(/^ {4}"[^"]*point-in-time[^"]*"\n/gm, ''))
  })

  it('looks as on an export', async () => {
    for (const line of ['show night', 'explain night', 'history night 4', 'history dawn', 'replay dawn']) {
      const args = [...line.split(' '), ...NOW.split(' ')]
      const onTable = await run(...args)
      const onFile = await run(...args, '--file', 'night.json')
      const body = ({ stdout }: typeof onTable) =>
        stdout.split('\n').filter((text, at) => at > 0 && !text.startsWith('To see what is wrong: '))
      expect(body(onTable), line).toEqual(body(onFile))
      expect(onTable).toMatchObject({ code: 0, stderr: '' })
    }
  })

  it('exports what was imported, with the listing of the bucket', async () => {
    const { code, stderr } = await run('export', '--out', 'again.json')
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `${nightExport().items.length} items and ${nightExport().objects.length} objects\n`,
    })
    const { code: same, stdout } = await run('import', 'again.json', '--file', 'night.json', '--json')
    expect(same).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      applied: false,
      written: 0,
      same: nightExport().items.length,
      different: 0,
    })
  })

  it('audits records and bucket, without one says nothing about objects, and writes nothing in a dry run', async () => {
    const text = await transcript(
      [
        `audit night ${NOW}`,
        `repair night ${NOW}`,
        `recount night ${NOW}`,
        `reset night 1 ${NOW}`,
        `projects ${NOW}`,
      ],
      { cwd: folder, env },
      changing,
    )
    expectGolden('on-a-table', text)
    const { BADAPPLE_SCENES_BUCKET: _, ...blind } = env
    const { stdout } = await cliInProcess(['audit', 'night', ...NOW.split(' ')], { cwd: folder, env: blind })
    expect(stdout).toContain('bucket unknown: objects are not looked at.')
    expect(stdout).not.toMatch(/missing-blob|orphaned-blob|\d {2}stalled/)
    await run('export', '--out', 'unchanged.json')
    const { stdout: compared } = await run('import', 'unchanged.json', '--file', 'night.json', '--json')
    expect(JSON.parse(compared)).toMatchObject({ written: 0, different: 0 })
  })

  it('writes with --apply', async () => {
    const text = await transcript(
      [
        "retry night 5 --apply --reason 'the provider was down'",
        // On request, as objects that were just uploaded are left to their worker for a while.
        'adopt night 8 --key mv/projects/night/scenes/008/video_1_1763983800000-past-000014.mp4 --apply',
        "reject night 1 --apply --reason 'six fingers'",
        'reset night 6 --apply',
        'release night 3 --apply',
        'recount dawn --apply',
        'sweep --repair --apply',
        'show night',
      ],
      { cwd: folder, env },
      [...changing, [/updated \d+ \w+ ago/g, 'updated <time> ago']],
    )
    expectGolden('on-a-table-applied', text)
    const { code, stdout } = await run('sweep', '--json')
    expect(code).toBe(0)
    const last: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
    expect(last).toMatchObject({ type: 'summary', ended: 'complete', projects: 2, projectsWithFindings: 0 })
  })

  it('says in a line what is wrong with a table, a bucket or their names', async () => {
    const noTable = await run('show', 'night', '--table', 'nowhere')
    expect(noTable).toMatchObject({ code: 3, stdout: '' })
    expect(noTable.stderr).toMatch(/^badapple-scenes: table nowhere: it does not exist .*\n$/)
    const noBucket = await run('audit', 'night', '--bucket', 'nowhere-at-all')
    expect(noBucket.stdout).not.toMatch(/missing-blob/)
    const refused = await run('reset', 'night', '2', '--apply')
    expect(refused.code).toBe(3)
    expect(refused.stdout).toContain('0 scenes reset, 1 not.')
  })
})

it('reads what a scan of the table prints', async () => {
  const { items } = nightExport()
  const path = join(folder, 'scan.json')
  await writeFile(path, JSON.stringify({ Items: items, Count: items.length, ScannedCount: items.length }))
  const { code, stdout } = await run('projects', '--file', 'scan.json')
  expect(code).toBe(0)
  expect(stdout).toContain('2 projects')
})
