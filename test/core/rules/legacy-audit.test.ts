import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'
import type { BlobStat } from '../../../src/core/model/blob.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import type { SceneStatus } from '../../../src/core/model/status.js'
import { toTimestamp } from '../../../src/core/model/time.js'
import { planRepairs } from '../../../src/core/rules/plan-repairs.js'
import { recountOf } from '../../../src/core/rules/recount.js'
import { hasVideo } from '../../../src/core/rules/video.js'
import { auditOf, withRepairedScenes } from '../support/audit.js'

interface LegacyTable {
  readonly items: readonly DynamoJsonItem[]
  readonly objects: readonly { readonly key: string; readonly size: number; readonly lastModified: string }[]
}

interface Expected {
  readonly now: string
  readonly findings: Readonly<
    Record<string, readonly { readonly kind: string; readonly sequence: number | null }[]>
  >
  readonly afterRepair: Readonly<
    Record<
      string,
      {
        readonly status: Readonly<Record<string, SceneStatus>>
        readonly counters: object
        readonly withoutVideo: readonly number[]
        readonly stillReported: readonly string[]
      }
    >
  >
}

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'))
}

const table = fixture('legacy-table.json') as LegacyTable
const expected = fixture('expected-findings.json') as Expected
const now = toTimestamp(expected.now)
const store = createMemorySceneStore({ items: table.items })
const bucket: ReadonlyMap<string, BlobStat> = new Map(
  table.objects.map(({ key, size, lastModified }) => [
    key,
    { key: toObjectKey(key), size, lastModified: toTimestamp(lastModified) },
  ]),
)

async function load(projectId: string): Promise<ProjectRecords> {
  const records = await store.loadProject(projectId)
  if (records === undefined) throw new Error(`no project ${projectId}`)
  return records
}

const bySubject = (a: { kind: string }, b: { kind: string }) =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1

describe('the audit of a table as the backend left it', () => {
  it.each(Object.entries(expected.findings))('finds in project %s what is wrong', async (id, wanted) => {
    const findings = auditOf(await load(id), bucket, now)
    expect(findings.map(({ kind, sequence = null }) => ({ kind, sequence })).sort(bySubject)).toEqual(
      wanted.toSorted(bySubject),
    )
    for (const { message } of findings) expect(message).not.toMatch(/undefined|\[object/)
  })

  it.each(Object.entries(expected.afterRepair))('repairs project %s', async (id, wanted) => {
    const before = await load(id)
    const repaired = withRepairedScenes(before, bucket, now)
    const scenes = repaired.scenes.map(({ value }) => value)
    expect(Object.fromEntries(scenes.map(({ sequence, status }) => [sequence, status]))).toEqual(
      wanted.status,
    )
    expect(recountOf(repaired)).toEqual(wanted.counters)
    expect(scenes.filter((scene) => !hasVideo(scene)).map(({ sequence }) => sequence)).toEqual(
      wanted.withoutVideo,
    )
    const again = auditOf(repaired, bucket, now).filter(({ sequence }) => sequence !== undefined)
    expect(again.map(({ kind }) => kind)).toEqual(wanted.stillReported)
  })

  it('plans the scenes first, then the counters and the order', async () => {
    const plan = planRepairs(auditOf(await load('b4a9e1d0-7f1c-4d57-8a52-90c6e2f4d833'), bucket, now))
    expect(plan.map((repair) => [repair.command, 'sequence' in repair ? repair.sequence : 0])).toEqual([
      ...[2, 3, 4, 5, 9, 12].map((sequence) => ['repair-scene', sequence]),
      ['recount', 0],
      ['renumber', 0],
    ])
    expect(plan.filter((repair) => 'demotes' in repair && repair.demotes)).toMatchObject([
      { sequence: 4, kinds: ['empty-blob'] },
      { sequence: 9, kinds: ['missing-blob'] },
    ])
  })
})
