import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenes } from '@badapple/scenes'
import { hasVideo } from '@badapple/scenes'
import { seededRandom } from '../../../../src/testing/seeded-random.js'
import type { LiveTable } from '../live-table.js'
import type { Assignment } from './assignment.js'
import { GRACE_MS, LEASE_MS } from './assignment.js'
import type { Member } from '../processes.js'
import type { Programs } from './crew.js'
import type { Diary } from './diary.js'
import { diaryIn } from './diary.js'
import { bucketIn, liveService } from './live-service.js'
import type { SharedBucket } from './shared-bucket.js'

/** What is to happen. */
export interface CampaignPlan {
  readonly seed: number
  /** How many scenes the project has. */
  readonly scenes: number
  readonly workers: number
  /** Who else writes to the table. */
  readonly beside: readonly ('editing-process' | 'python-process')[]
  /** The share of the scenes that have a video when everybody is stopped; 1 lets the workers come to their own end. */
  readonly until: number
}

/** What happened, and where. */
export interface Campaign {
  readonly projectId: string
  readonly diary: Diary
  readonly bucket: SharedBucket
  /** The service for whoever looks, in this process. */
  readonly scenes: Scenes
  readonly assignment: Assignment
  readonly seconds: number
  remove(): Promise<void>
}

/** A worker is killed so often, in milliseconds. */
const KILL_EVERY_MS = 1_000

/** Lets workers generate the scenes of one project, and kills one of them every second. */
export async function runCampaign(
  table: LiveTable,
  programs: Programs,
  plan: CampaignPlan,
): Promise<Campaign> {
  const directory = await mkdtemp(join(tmpdir(), 'scenes-campaign-'))
  await mkdir(join(directory, 'bucket'))
  const { endpoint, tableName } = table
  const common = { endpoint, tableName, directory }
  const diary = diaryIn(directory)
  const scenes = liveService({ ...common, seed: 0, projectId: '' }, 'campaign', diary)
  const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
  const shots = Array.from({ length: plan.scenes }, (_, at) => ({
    prompt: `Shot ${at + 1}`,
    durationSeconds: 8,
  }))
  await scenes.addScenes(projectId, shots)

  const random = seededRandom(plan.seed)
  const assignment = () => ({ ...common, projectId, seed: Math.floor(random() * 2 ** 31) })
  const startedMs = Date.now()
  const others = plan.beside.map((program) => programs.start(program, assignment()))
  const workers = new Set<Member>()
  const failures: unknown[] = []
  const startWorker = () => {
    const worker = programs.start('generating-process', assignment())
    workers.add(worker)
    worker.over.catch((error: unknown) => failures.push(error)).finally(() => workers.delete(worker))
  }
  const kill = (worker: Member) => {
    diary.write({ type: 'killed', victim: worker.pid })
    worker.kill()
    return worker.over
  }
  const share = async () => {
    const { scenes: records } = await scenes.load(projectId)
    return records.filter(({ value }) => hasVideo(value)).length / records.length
  }

  for (let started = 0; started < plan.workers; started++) startWorker()
  while (failures.length === 0 && (await share()) < plan.until) {
    await sleep(KILL_EVERY_MS)
    // Whoever took the place of the last one has begun; on a busy machine nothing would ever be done otherwise.
    await Promise.all([...workers].map(({ atWork }) => atWork))
    const victim = [...workers][Math.floor(random() * workers.size)]
    if (victim === undefined) break
    await kill(victim)
    startWorker()
  }
  if (plan.until < 1) await Promise.all([...workers].map(kill))
  await writeFile(join(directory, 'stop'), '')
  await Promise.all([...workers, ...others].map(({ over }) => over))
  if (failures.length > 0) throw failures[0]
  return {
    ...{ projectId, diary, scenes, bucket: bucketIn(directory), assignment: assignment() },
    seconds: (Date.now() - startedMs) / 1000,
    remove: () => rm(directory, { recursive: true }),
  }
}

/** Waits until every lease of a worker that is gone is over, and whatever it uploaded is anybody's. */
export async function untilLeasesAreOver(): Promise<void> {
  await sleep(LEASE_MS + 2 * GRACE_MS)
}
