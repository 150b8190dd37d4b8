import { SceneError } from '../../core/model/error.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { Scene } from '../../core/model/scene.js'
import type { Claim } from '../../core/model/claim.js'
import { inDisplayOrder } from '../../core/rules/display-order.js'
import { usedKeys } from '../../core/rules/scene-records.js'
import { selectForGeneration } from '../../core/rules/selection.js'
import type { Selection, SelectionOptions } from '../../core/rules/selection.js'
import type { Environment } from '../environment.js'
import { presentOf } from '../environment.js'
import { loadProject } from '../load.js'
import { retrying } from '../retry.js'
import { generateScene } from './generate-scene.js'
import type { Generate } from './generation-job.js'
import type { GenerateMissingOptions } from './generate-missing-options.js'
import { resolveOptions } from './generate-missing-options.schema.js'
import type { GenerationProgress } from './generation-progress.js'
import type { GenerationRun } from './generation-run.js'
import { countOutcomes } from './generation-summary.js'
import { KnownProject } from './known-project.js'
import type { GenerationSummary, SceneOutcome } from './generation-summary.js'

/** See `Scenes.generateMissing`. */
export async function generateMissing(
  environment: Environment,
  projectId: string,
  generate: Generate,
  given: GenerateMissingOptions = {},
): Promise<GenerationSummary> {
  const options = resolveOptions(environment, given)
  const { clock, store, policy } = environment
  const records = await retrying(environment, clock.now() + policy.commitBudgetMs, () =>
    loadProject(store, projectId),
  )
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
    regenerate: new Set(options.regenerate),
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

/**
 * Selects from a project as loaded, in display order.
 * @throws SceneError `INVALID_INPUT` for a sequence asked for that the project does not have.
 */
export function selectScenes(
  environment: Environment,
  records: ProjectRecords,
  { only, regenerate }: Pick<SelectionOptions, 'only' | 'regenerate'>,
): Selection<Scene> {
  const scenes = inDisplayOrder(records.scenes.map(({ value }) => value))
  for (const sequence of [...(only ?? []), ...(regenerate ?? [])]) {
    if (scenes.some((scene) => scene.sequence === sequence)) continue
    const { projectId } = records.project.value
    throw new SceneError('SCENE_NOT_FOUND', `there is no scene ${sequence} in project ${projectId}`, {
      projectId,
      sequence,
    })
  }
  const claims = new Map<number, Claim>()
  for (const [sequence, { value }] of records.claims) claims.set(sequence, value)
  return selectForGeneration(scenes, {
    now: presentOf(environment),
    policy: environment.policy,
    claims,
    ...(only !== undefined && { only }),
    ...(regenerate !== undefined && { regenerate }),
  })
}

/** Passes progress on. A listener that throws must not cost a paid-for clip, so its error waits until the end. */
class ProgressReport {
  readonly #listener: ((progress: GenerationProgress) => void) | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(listener: ((progress: GenerationProgress) => void) | undefined) {
    this.#listener = listener
  }

  report(progress: GenerationProgress): void {
    if (this.#failure !== undefined) return
    try {
      this.#listener?.(progress)
    } catch (error) {
      this.#failure = { error }
    }
  }

  rethrow(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}

async function eachConcurrently<T>(
  entries: readonly T[],
  concurrency: number,
  work: (entry: T) => Promise<void>,
): Promise<void> {
  const queue = entries.values()
  const worker = async () => {
    for (const entry of queue) await work(entry)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, entries.length) }, worker))
}
