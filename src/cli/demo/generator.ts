import type { Generate, Scene } from '../../index.js'
import type { SimulatedProvider } from './simulated-provider.js'
import { shortId } from '../text/short-id.js'

const USUAL_SECONDS = 8
const USUAL_REJECTION = 0.04
const REPEATED_REJECTION = 0.3

/** How a scene is named to the provider. */
export function customerOf({ projectId, sequence }: Pick<Scene, 'projectId' | 'sequence'>): string {
  return `${shortId(projectId)} scene ${sequence}`
}

/** The wanted length of a scene's clip, in seconds. */
export function secondsOf({ durationSeconds = USUAL_SECONDS }: Pick<Scene, 'durationSeconds'>): number {
  return durationSeconds
}

/** The generator that workers are given: what an application would write for its own provider. */
export function generatorOf(provider: SimulatedProvider): Generate {
  return async (scene, job) => {
    const durationSeconds = secondsOf(scene)
    const paidFor =
      job.resumeJobId !== undefined && provider.resume(job.resumeJobId) ? job.resumeJobId : undefined
    const jobId =
      paidFor ??
      (await provider.submit({
        customer: customerOf(scene),
        durationSeconds,
        rejection: rejectedBefore(scene) ? REPEATED_REJECTION : USUAL_REJECTION,
      }))
    await job.submitted(jobId)
    return { body: await provider.result(jobId, job.signal), durationSeconds }
  }
}

function rejectedBefore({ errorMessage = '' }: Scene): boolean {
  return errorMessage.includes('safety filter')
}
