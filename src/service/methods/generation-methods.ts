import { SceneError } from '../../core/model/error.js'
import type { Scene } from '../../core/model/scene.js'
import type { Selection } from '../../core/rules/selection.js'
import type { Environment } from '../environment.js'
import { generateMissing } from '../generation/generate-missing.js'
import type { GenerateMissingOptions } from '../generation/generate-missing-options.js'
import type { Generate } from '../generation/generation-job.js'
import type { GenerationSummary } from '../generation/generation-summary.js'
import { OPTIONS, parseOptions, parseProjectId } from '../input.schema.js'
import { readProject } from '../load.js'
import { selectScenes } from '../select-scenes.js'

/** Options of {@link GenerationMethods.select}. */
export interface SelectOptions {
  /** Only these sequences. */
  readonly only?: readonly number[]
  /** Sequences to select although they have a video. */
  readonly regenerate?: readonly number[]
}

/** Which scenes are generated, and generating them. */
export interface GenerationMethods {
  /** Which scenes would be generated now, and why the others not; in display order. */
  select(projectId: string, options?: SelectOptions): Promise<Selection<Scene>>
  /**
   * Generates every scene that has no video: adopts finished clips that nobody recorded, claims, generates, uploads,
   * verifies and records; renews its claims; tries again after errors that say `retryable`. Safe to run many times at
   * once: workers share the scenes among them. A scene that one run failed is tried by another run whose turn comes
   * later, as status never excludes.
   * @returns What became of each scene; it does not throw for scenes that fail.
   * @example
   * const summary = await scenes.generateMissing('91cf', async (scene, job) => {
   *   const jobId = job.resumeJobId ?? (await provider.submit(scene.prompt))
   *   await job.submitted(jobId)
   *   return { body: await provider.result(jobId, job.signal), durationSeconds: 8 }
   * })
   */
  generateMissing(
    projectId: string,
    generate: Generate,
    options?: GenerateMissingOptions,
  ): Promise<GenerationSummary>
}

/** See {@link GenerationMethods}. */
export function generationMethods(environment: Environment): GenerationMethods {
  return {
    async select(projectId, given) {
      const options = parseOptions(OPTIONS.select, given)
      return selectScenes(environment, await readProject(environment, parseProjectId(projectId)), options)
    },

    async generateMissing(projectId, generate, given) {
      if (typeof generate !== 'function') {
        throw new SceneError('INVALID_INPUT', 'generate must be a function (scene, job) => Promise<clip>', {
          input: 'generate',
        })
      }
      return generateMissing(environment, parseProjectId(projectId), generate, given ?? {})
    },
  }
}
