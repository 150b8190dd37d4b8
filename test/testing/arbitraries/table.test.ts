import type { Finding } from '@badapple/scenes'
import { addMs, FINDING_KINDS, fromDynamoJson, SceneError, toTimestamp } from '@badapple/scenes'
import { createTestScenes, TEST_TIME_MS } from '@badapple/scenes/testing'
import type { GeneratedTable } from '@badapple/scenes/testing/arbitraries'
import { arbitraryTable } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

async function findingsIn(table: GeneratedTable): Promise<readonly Finding[]> {
  const { scenes } = createTestScenes(table)
  const audits = await Promise.all(table.projects.map((projectId) => scenes.audit(projectId)))
  return audits.flatMap(({ findings }) => findings)
}

function kinds(list: Iterable<string>): readonly string[] {
  return [...new Set(list)].sort()
}

function always(
  tables: fc.Arbitrary<GeneratedTable>,
  check: (table: GeneratedTable) => void | Promise<void>,
  parameters: fc.Parameters<[GeneratedTable]> = {},
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(tables, async (table) => check(table)),
    parameters,
  )
}

function entitiesIn({ items }: GeneratedTable, entityType: string) {
  return items.map(fromDynamoJson).filter((item) => item['entityType'] === entityType)
}

describe('a healthy table', () => {
  const tables = arbitraryTable({ health: 'healthy' })

  it('gives an audit nothing to find, and names no faults', async () => {
    await always(
      tables,
      async (table) => {
        expect(await findingsIn(table)).toEqual([])
        expect(table.faults).toEqual([])
      },
      { numRuns: 500 },
    )
  })

  it('has counters that a recount leaves as they are, and is not written by a repair', async () => {
    await always(tables, async (table) => {
      const { scenes, store } = createTestScenes(table)
      const items = store.exportItems()
      for (const projectId of table.projects) await scenes.repair(projectId)
      expect(store.exportItems()).toEqual(items)
      for (const projectId of table.projects) {
        const { status, sceneCount, completedScenes, failedScenes } = (await scenes.load(projectId)).project
          .value
        const counters = { sceneCount, completedScenes, failedScenes }
        expect(await scenes.recount(projectId)).toMatchObject({ ...counters, listedAs: status })
      }
    })
  })

  it('has scenes of every status, leases, clips of every origin, and projects of every status', () => {
    const seen = fc.sample(tables, { numRuns: 500, seed: 1 })
    const of = (entityType: string, attribute: string) =>
      kinds(
        seen.flatMap((table) =>
          entitiesIn(table, entityType).map((item) => JSON.stringify(item[attribute] ?? null)),
        ),
      )
    expect(of('scene', 'status')).toEqual(['"completed"', '"failed"', '"pending"', '"processing"'])
    expect(of('project', 'status')).toHaveLength(7)
    expect(of('lease', 'ended')).toEqual(['null', 'true'])
    const keys = seen.flatMap(({ objects }) => objects.map(({ key }) => key.replace(/.*\//, '')))
    for (const name of ['video_1_', 'video_upload_', 'scene_001', 'working_clip_', 'lipsynced_', 'final_']) {
      expect(keys.some((key) => key.startsWith(name))).toBe(true)
    }
  })
})

describe('a broken table', () => {
  it('has findings of exactly the kinds that it names', async () => {
    await always(
      arbitraryTable({ health: 'broken' }),
      async (table) => {
        const findings = await findingsIn(table)
        expect(findings.length).toBeGreaterThan(0)
        expect(kinds(findings.map(({ kind }) => kind))).toEqual(kinds(table.faults))
      },
      { numRuns: 500 },
    )
  })

  it.each(FINDING_KINDS)('can be broken by %s alone', async (kind) => {
    await always(
      arbitraryTable({ health: 'broken', faults: [kind] }),
      async (table) => {
        expect(kinds(table.faults)).toEqual([kind])
        expect(kinds((await findingsIn(table)).map((finding) => finding.kind))).toEqual([kind])
      },
      { numRuns: 25 },
    )
  })

  it('is put right by a repair, but for what is only reported', async () => {
    await always(arbitraryTable({ health: 'broken' }), async (table) => {
      const { scenes } = createTestScenes(table)
      for (const projectId of table.projects) {
        const { findings } = await scenes.audit(projectId)
        await scenes.repair(projectId, { force: true })
        const left = (await scenes.audit(projectId)).findings
        const reported = findings.filter(({ repairable }) => !repairable).map(({ kind }) => kind)
        expect(left.filter(({ repairable }) => repairable)).toEqual([])
        expect(reported).toEqual(expect.arrayContaining(left.map(({ kind }) => kind)))
      }
    })
  })

  it('is broken also without scenes, by what a project without scenes can have', async () => {
    await always(arbitraryTable({ health: 'broken', scenes: 0 }), async (table) => {
      expect(entitiesIn(table, 'scene')).toEqual([])
      expect((await findingsIn(table)).length).toBeGreaterThan(0)
    })
  })

  it('says so when nothing that may be wrong has room', () => {
    expect(() => arbitraryTable({ health: 'broken', faults: ['shared-key'], scenes: 1 })).toThrow(SceneError)
    expect(() => arbitraryTable({ health: 'broken', faults: [] })).toThrow(SceneError)
  })
})

describe('any table', () => {
  it('is now healthy and now broken', () => {
    const seen = fc.sample(arbitraryTable(), { numRuns: 200, seed: 1 })
    const healthy = seen.filter(({ faults }) => faults.length === 0).length
    expect(healthy).toBeGreaterThan(30)
    expect(healthy).toBeLessThan(170)
    expect(kinds(seen.flatMap(({ faults }) => faults))).toEqual(kinds(FINDING_KINDS))
  })

  it('has as many projects and scenes as were asked for', async () => {
    const options = { projects: { min: 2, max: 3 }, scenes: { min: 1, max: 2 } }
    await always(arbitraryTable(options), (table) => {
      expect(table.projects).toEqual(['project-1', 'project-2', 'project-3'].slice(0, table.projects.length))
      expect(table.projects.length).toBeGreaterThanOrEqual(2)
      for (const projectId of table.projects) {
        const own = entitiesIn(table, 'scene').filter((item) => item['projectId'] === projectId)
        expect([1, 2]).toContain(own.length)
      }
    })
    await always(arbitraryTable({ health: 'healthy', projects: 1, scenes: 7 }), (table) => {
      expect(table.projects).toEqual(['project-1'])
      expect(entitiesIn(table, 'scene')).toHaveLength(7)
    })
  })

  it('is at the time that was asked for', async () => {
    const [usual] = fc.sample(arbitraryTable(), 1)
    expect(usual?.nowMs).toBe(TEST_TIME_MS)
    const later = new Date(TEST_TIME_MS + 86_400_000)
    await always(arbitraryTable({ health: 'healthy', now: later }), async (table) => {
      expect(table.nowMs).toBe(later.getTime())
      for (const { updatedAt } of entitiesIn(table, 'scene')) {
        const time = toTimestamp(typeof updatedAt === 'string' ? updatedAt : '')
        expect(time <= toTimestamp(later) && time > addMs(toTimestamp(later), -86_400_000)).toBe(true)
      }
      expect(await findingsIn(table)).toEqual([])
    })
  })

  it('consists of plain data', async () => {
    await always(arbitraryTable(), (table) => {
      expect(structuredClone(table)).toEqual(table)
      expect(JSON.parse(JSON.stringify(table))).toStrictEqual(table)
    })
  })
})
