import type { ClaimedJob } from '@badapple/scenes'
import { afterFailure } from './after-failure.js'
import { reasonOf } from './reason.js'
import type { Service } from './service.js'

/** A job at the provider, under way or finished already. */
export interface Submission {
  readonly sequence: number
  readonly jobId: string
  /** An earlier attempt had paid for the job. */
  readonly resumed: boolean
}

/**
 * Claims a scene and has the provider make its clip; the provider's callback completes the claim, in whatever process. A
 * job that an earlier attempt had paid for is resumed instead.
 */
export async function submitScene(
  service: Service,
  projectId: string,
  sequence: number,
  { regenerate = false } = {},
): Promise<Submission> {
  const { scenes, leaseMs } = service
  const job = await scenes.claim(projectId, sequence, { leaseMs, regenerate })
  const resumed = await resume(service, job)
  if (resumed !== undefined) return { sequence, jobId: resumed, resumed: true }
  const jobId = await submit(service, job)
  await scenes.submitted(job, jobId)
  return { sequence, jobId, resumed: false }
}

/** The job of an earlier attempt, unless nothing will come of it. One that is ready is fetched. */
async function resume(service: Service, job: ClaimedJob): Promise<string | undefined> {
  const { scenes, provider } = service
  const { resumeJobId } = job
  if (resumeJobId === undefined) return undefined
  try {
    const state = await provider.state(resumeJobId)
    if (state === 'ready') await scenes.complete(job, await provider.download(resumeJobId))
    return state === 'gone' ? undefined : resumeJobId
  } catch (error) {
    await afterFailure(service, () => scenes.release(job, { reason: reasonOf(error) }))
    throw error
  }
}

async function submit(service: Service, job: ClaimedJob): Promise<string> {
  const { scenes, provider, tokens, callbackUrl } = service
  const { prompt, durationSeconds = 8 } = job.scene
  const order = { prompt, durationSeconds, callbackUrl: callbackUrl(), reference: tokens.issue(job) }
  try {
    return await provider.submit(order)
  } catch (error) {
    await afterFailure(service, () => scenes.fail(job, 'the provider did not accept the job'))
    throw error
  }
}
