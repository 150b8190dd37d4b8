import type { StoredKey } from '../../core/model/object-key.js'
import type { ProjectRecords } from '../../core/model/records.js'
import { inDisplayOrder } from '../../core/rules/display-order.js'
import { usedKeys } from '../../core/rules/scene-records.js'
import { eachConcurrently } from '../each-concurrently.js'
import type { Environment } from '../environment.js'
import { readProject } from '../load.js'
import { ProgressReport } from '../progress-report.js'
import { selectScenes } from '../select-scenes.js'
import { generateScene } from './generate-scene.js'
import type { Generate } from './generation-job.js'
import type { GenerateMissingOptions } from './generate-missing-options.js'
import { resolveOptions } from './generate-missing-options.schema.js'
import type { GenerationRun } from './generation-run.js'
import type { GenerationSummary, SceneOutcome } from './generation-summary.js'
import { countOutcomes } from './generation-summary.js'
import { KnownProject } from './known-project.js'

/** See `Scenes.generateMissing`. */
export async function generateMissing(
  environment: Environment,
  projectId: string,
  generate: Generate,
  given: GenerateMissingOptions = {},
): Promise<GenerationSummary> {
  const options = resolveOptions(environment, given)
  const records = await readProject(environment, projectId)
  const { selected, skipped } = selectScenes(environment, records, options)
  const progress = new ProgressReport(options.onProgress)
  const run: GenerationRun = {
    environment,
    projectId,
    generate,
    owner: options.owner,
    leaseMs: options.leaseMs,
    maxAttempts: options.maxAttempts,
    signal: options.signal,
    regenerate: videosOf(records, options.regenerate ?? []),
    usedKeys: usedKeys(records),
    known: new KnownProject(records),
    report: (event) => {
      progress.report(event)
    },
  }
  run.report({ type: 'selected', selected, skipped })

  const outcomes = new Map<number, SceneOutcome>()
  for (const { scene, reason } of skipped) {
    outcomes.set(scene.sequence, { sequence: scene.sequence, outcome: 'skipped', reason })
  }
  let done = 0
  await eachConcurrently(selected, options.concurrency, async ({ sequence }) => {
    const result = await generateScene(run, sequence)
    outcomes.set(sequence, result)
    done++
    run.report({ type: 'finished', result, done, total: selected.length })
  })
  progress.rethrow()
  const scenes = inDisplayOrder(records.scenes.map(({ value }) => value)).flatMap(
    ({ sequence }) => outcomes.get(sequence) ?? [],
  )
  return { projectId, scenes, counts: countOutcomes(scenes), unreadable: records.invalid }
}

/** The video that each of these scenes has; those without one are generated anyway. */
function videosOf(records: ProjectRecords, sequences: readonly number[]): ReadonlyMap<number, StoredKey> {
  return new Map(
    records.scenes.flatMap(({ value: { sequence, clips } }) =>
      clips.original !== undefined && sequences.includes(sequence) ? [[sequence, clips.original]] : [],
    ),
  )
}
