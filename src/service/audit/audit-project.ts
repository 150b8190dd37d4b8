import { SceneError } from '../../core/model/error.js'
import type { Finding } from '../../core/model/finding.js'
import type { Repair } from '../../core/model/repair.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { Timestamp } from '../../core/model/time.js'
import { checkProject } from '../../core/rules/check-project.js'
import { keyUses } from '../../core/rules/key-uses.js'
import { planRepairs } from '../../core/rules/plan-repairs.js'
import { reconcileScene } from '../../core/rules/reconcile-scene.js'
import type { SceneCase, SceneObjects } from '../../core/rules/scene-case.js'
import { sequenceOf } from '../../core/rules/unreadable-records.js'
import type { Environment } from '../environment.js'
import { presentOf } from '../environment.js'
import { loadProject } from '../load.js'
import { persistently } from '../retry.js'
import { clipHistories } from './clip-histories.js'
import type { BucketView } from './observe-bucket.js'
import { observeBucket } from './observe-bucket.js'

/** What an audit found, and how a repair would put it right. */
export interface Audit {
  readonly projectId: string
  /** The present by which it was judged. */
  readonly time: Timestamp
  /** By scene, then those about the project; empty when all is as it should be. */
  readonly findings: readonly Finding[]
  /** What a repair would do, in order; nothing for findings that are only reported. */
  readonly plan: readonly Repair[]
  readonly scenesSeen: number
  /** Referenced objects that were there, with bytes. */
  readonly objectsSeen: number
  /** Referenced objects of which the bucket did not say whether they are there; they count as present. */
  readonly unreachable: number
}

/** What was seen of a project, for the repairs that follow. */
export interface Observation {
  readonly audit: Audit
  readonly records: ProjectRecords
  /** Every object in the folder of the project by its key; `undefined` when the bucket did not say. */
  readonly listed: BucketView['listed']
  /** What a scene's repair is decided on, by sequence. */
  readonly facts: ReadonlyMap<number, Pick<SceneCase, 'objects' | 'uses' | 'history'>>
}

const NO_OBJECTS: SceneObjects = { answers: new Map(), found: 'unreachable' }

/**
 * Looks at the records and objects of a project and judges them. Nothing is written.
 * @throws SceneError `PROJECT_NOT_FOUND`, `INVALID_ITEM`, `ABORTED`
 */
export async function observeProject(
  environment: Environment,
  projectId: string,
  signal: AbortSignal | undefined,
): Promise<Observation> {
  const startedMs = environment.clock.now()
  try {
    signal?.throwIfAborted()
    const load = () => loadProject(environment.store, projectId, { signal })
    const records = await persistently(environment, load, signal)
    signal?.throwIfAborted()
    const bucket = await observeBucket(environment, records, signal)
    return await judge(environment, records, bucket, signal)
  } catch (error) {
    if (signal?.aborted !== true) throw error
    const waitedMs = environment.clock.now() - startedMs
    throw new SceneError(
      'ABORTED',
      `the audit of project ${projectId} was aborted`,
      { waitedMs },
      { cause: error },
    )
  }
}

async function judge(
  environment: Environment,
  records: ProjectRecords,
  bucket: BucketView,
  signal: AbortSignal | undefined,
): Promise<Observation> {
  const { policy } = environment
  const { projectId } = records.project.value
  const histories = await clipHistories(environment, records, bucket, signal)
  const uses = keyUses(records)
  const now = presentOf(environment)
  const facts = new Map(
    records.scenes.map(({ value: { sequence } }) => [
      sequence,
      {
        objects: bucket.scenes.get(sequence) ?? NO_OBJECTS,
        uses,
        history: histories.get(sequence) ?? new Set<string>(),
      },
    ]),
  )
  const unreadableLeases = unreadableLeasesOf(records)
  const ofScenes = records.scenes.flatMap(({ value: scene }) => {
    const fact = facts.get(scene.sequence)
    if (fact === undefined) return []
    const claim = records.claims.get(scene.sequence)?.value
    const { findings } = reconcileScene({ ...fact, scene, claim, now, policy })
    // Nobody can tell whether a lease that cannot be read is live.
    return unreadableLeases.has(scene.sequence) ? findings.filter(({ repairable }) => !repairable) : findings
  })
  const findings = [...ofScenes, ...(await judgeProject(environment, records, signal))]
  for (const finding of findings) environment.tell({ type: 'finding', projectId, finding })
  return {
    facts,
    records,
    listed: bucket.listed,
    audit: {
      projectId,
      time: now,
      findings,
      plan: planRepairs(findings),
      scenesSeen: records.scenes.length,
      objectsSeen: bucket.objectsSeen,
      unreachable: bucket.unreachable,
    },
  }
}

function unreadableLeasesOf({ invalid }: ProjectRecords): ReadonlySet<number> {
  const leases = invalid.filter(({ kind }) => kind === 'claim')
  return new Set(leases.flatMap((lease) => sequenceOf(lease) ?? []))
}

/**
 * Records that were read one by one may seem to contradict each other, so what they say is looked at again at one moment. Where
 * they say nothing, as in an old project whose counters are right although nobody sealed them, that costs nothing.
 */
async function judgeProject(
  environment: Environment,
  records: ProjectRecords,
  signal: AbortSignal | undefined,
): Promise<readonly Finding[]> {
  const check = { now: presentOf(environment), policy: environment.policy }
  const findings = checkProject(records, check)
  if (findings.every(({ repairable }) => !repairable)) return findings
  const { projectId } = records.project.value
  const load = () => loadProject(environment.store, projectId, { isolated: true, signal })
  const snapshot = await persistently(environment, load, signal)
  return checkProject(snapshot, check)
}
