import type { ClaimedJob } from '@badapple/scenes'
import type { SimulatedProcess } from '@badapple/scenes/testing'
import type { Actor, Stage } from '../crew.js'
import { attempt } from '../attempt.js'

/** A job of the provider that calls back when it is done. */
interface OpenJob {
  readonly claim: ClaimedJob
  readonly jobId: string
}

/** Two processes: one that claims and submits, and one that the provider calls when a job is done, sometimes twice. */
export function callbacks(): { readonly dispatcher: Actor; readonly receiver: Actor } {
  const open: OpenJob[] = []
  return {
    dispatcher: async (process, stage) => {
      for (const sequence of [1, 2, 3]) await dispatch(process, stage, sequence, open)
    },
    receiver: async (process, stage) => {
      for (let calls = 0; calls < 4; calls++) {
        await process.sleep(process.pick([1_000, 10_000, 20_000]))
        const job = process.chance(0.7) ? open.shift() : open[0]
        if (job !== undefined) await receive(process, stage, job)
      }
    },
  }
}

async function dispatch(
  process: SimulatedProcess,
  { projectId, provider }: Stage,
  sequence: number,
  open: OpenJob[],
) {
  const { scenes } = process
  const claim = await attempt(process, (options) =>
    scenes.claim(projectId, sequence, { ...options, leaseMs: 30_000 }),
  )
  if (claim === undefined) return
  let jobId = claim.resumeJobId
  if (jobId === undefined) {
    await process.think('submit')
    jobId = provider.submit(claim.scene, claim.attempt, process.name)
    await process.think('submitted')
  }
  const submitted = jobId
  open.push({ claim, jobId: submitted })
  await attempt(process, (options) => scenes.submitted(claim, submitted, options))
  if (process.chance(0.3)) await attempt(process, () => scenes.heartbeat(claim))
}

async function receive(process: SimulatedProcess, { provider }: Stage, { claim, jobId }: OpenJob) {
  const { scenes } = process
  const isRefused = provider.isRefused(jobId, process.chance(0.15))
  if (isRefused) provider.failed(jobId)
  const isReleased = process.chance(0.1)
  await attempt(process, (options) => {
    if (isRefused) return scenes.fail(claim, 'refused', options)
    if (isReleased) return scenes.release(claim, options)
    return scenes.complete(claim, { body: provider.clipOf(jobId), durationSeconds: 8 }, options)
  })
}
