import type { Audit } from '@badapple/scenes'
import { hasVideo, recalculateCounters } from '@badapple/scenes'
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { pynamoProblems } from '../../core/support/pynamo.js'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'
import { wholeLiveTable } from './lockstep/whole-table.js'
import type { Campaign, CampaignPlan } from './workers/campaign.js'
import { runCampaign, untilLeasesAreOver } from './workers/campaign.js'
import type { Programs } from './workers/crew.js'
import { buildPrograms } from './workers/crew.js'
import { entriesOf } from './workers/diary.js'
import { figures } from './workers/figures.js'
import { lostCommits, silentOrphans } from './workers/lost-clips.js'
import { needlessPayments } from './workers/payments.js'
import { readClip } from './workers/provider.js'
import { everyEvent, historyProblems } from './workers/scene-histories.js'

const seed = Number(process.env['SCENES_WORKERS_SEED'] ?? Date.now() % 1_000_000)
const plan = { seed, scenes: Number(process.env['SCENES_WORKERS_SCENES'] ?? 40), workers: 4 }

/** For machines that are busy with something else. */
const PATIENCE_MS = 600_000

let table: LiveTable
let programs: Programs

beforeAll(async () => {
  table = await liveTable()
  programs = await buildPrograms()
})

afterAll(async () => {
  await programs.remove()
  await table.close()
})

async function campaign(more: Pick<CampaignPlan, 'beside' | 'until'>): Promise<Campaign> {
  onTestFailed(() => {
    process.stderr.write(`SCENES_WORKERS_SEED=${seed} SCENES_WORKERS_SCENES=${plan.scenes}\n`)
  })
  return runCampaign(table, programs, { ...plan, ...more })
}

/** One line, where somebody asked for it. */
function report(name: string, numbers: object): void {
  if (process.env['SCENES_REPORT'] === undefined) return
  const entries = Object.entries({ seed, scenes: plan.scenes, ...numbers })
  process.stdout.write(`${name}: ${entries.map(([key, value]) => `${key} ${String(value)}`).join(', ')}\n`)
}

/** Every scene has a video of its own that exists, and the counters and the audit agree. */
async function expectWhole({ scenes, projectId, bucket }: Campaign): Promise<void> {
  const records = await scenes.load(projectId)
  expect(records.scenes).toHaveLength(plan.scenes)
  const found = records.scenes.map(({ value }) => value)
  for (const { sequence, clips, status } of found) {
    expect(status).toBe('completed')
    expect(readClip(await bucket.read(String(clips.original))).scene).toBe(sequence)
  }
  expect(new Set(found.map(({ clips }) => clips.original)).size).toBe(plan.scenes)
  const { sceneCount, completedScenes, failedScenes, status } = records.project.value
  expect({ sceneCount, completedScenes, failedScenes }).toEqual(recalculateCounters(found))
  expect(status).toBe('completed')
  expect((await scenes.audit(projectId)).findings).toEqual([])
  expect(await unloadable(projectId)).toEqual([])
}

async function unloadable(projectId: string): Promise<readonly string[]> {
  return (await wholeLiveTable(table).exportItems(projectId)).flatMap(pynamoProblems)
}

function inShort({ findings }: Audit): readonly string[] {
  return findings.map(({ kind, sequence, message }) => `${kind} ${sequence ?? ''} ${message}`)
}

describe('processes that are killed every second', () => {
  it(
    'generate each scene once',
    async () => {
      const over = await campaign({ beside: [], until: 1 })
      const { scenes, projectId } = over
      const diary = over.diary.read()
      const events = await everyEvent(scenes, projectId)
      report('alone', figures(over, events))
      expect(entriesOf(diary, 'trouble')).toEqual([])
      expect(needlessPayments(diary, events)).toEqual([])
      expect(historyProblems(events)).toEqual([])
      const { findings } = await scenes.audit(projectId)
      expect(lostCommits({ records: await scenes.load(projectId), events })).toEqual([])
      expect(await silentOrphans(over, { records: await scenes.load(projectId), events, findings })).toEqual(
        [],
      )
      await scenes.repair(projectId)
      await expectWhole(over)
      await over.remove()
    },
    PATIENCE_MS,
  )

  it(
    'lose nothing beside an editor and the backend, and one repair puts everything right',
    async () => {
      const over = await campaign({ beside: ['editing-process', 'python-process'], until: 0.6 })
      const { scenes, projectId } = over
      await untilLeasesAreOver()
      const records = await scenes.load(projectId)
      const before = {
        records,
        events: await everyEvent(scenes, projectId),
        ...(await scenes.audit(projectId)),
      }
      expect(await unloadable(projectId)).toEqual([])
      expect(needlessPayments(over.diary.read(), before.events)).toEqual([])
      expect(lostCommits(before)).toEqual([])

      const { audit, failed } = await scenes.repair(projectId)
      expect(failed).toBe(0)
      expect(inShort(await scenes.audit(projectId))).toEqual([])
      const repaired = await scenes.load(projectId)
      const kinds = new Map<string, number>()
      for (const { kind } of audit.findings) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      const missing = repaired.scenes.filter(({ value }) => !hasVideo(value)).length
      report('beside', { ...figures(over, before.events), missing, ...Object.fromEntries(kinds) })

      const finishing = programs.start('generating-process', { ...over.assignment })
      expect(await finishing.over).toBe('done')
      const events = await everyEvent(scenes, projectId)
      const after = { records: await scenes.load(projectId), events, findings: audit.findings }
      expect(needlessPayments(over.diary.read(), events)).toEqual([])
      expect(lostCommits(after)).toEqual([])
      expect(await silentOrphans(over, after)).toEqual([])
      await expectWhole(over)
      await over.remove()
    },
    PATIENCE_MS,
  )
})
