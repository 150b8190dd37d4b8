import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Generate } from '@badapple/scenes'
import * as z from 'zod'
import type { Diary } from './diary.js'

const jobSchema = z.object({ jobId: z.string(), scene: z.int(), readyMs: z.number() })

type Job = z.infer<typeof jobSchema>

/** How long a clip takes, in milliseconds. */
const SHORTEST_MS = 50
const LONGEST_MS = 150

/** A provider whose jobs go on, and can be asked for, whatever becomes of the process that submitted them. */
export function providerIn(directory: string, diary: Diary, random: () => number): Generate {
  const fileOf = (jobId: string) => join(directory, `${jobId}.job`)
  let jobs = 0

  async function submit(scene: number, attempt: number): Promise<Job> {
    const jobId = `job-${scene}-${attempt}-${process.pid}-${++jobs}`
    const readyMs = Date.now() + SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS)
    const job = { jobId, scene, readyMs }
    diary.write({ type: 'paid', scene, attempt, jobId })
    await writeFile(`${fileOf(jobId)}.draft`, JSON.stringify(job))
    await rename(`${fileOf(jobId)}.draft`, fileOf(jobId))
    return job
  }

  return async ({ sequence }, generation) => {
    const { attempt, resumeJobId, signal } = generation
    const earlier = resumeJobId === undefined ? undefined : await jobIn(fileOf(resumeJobId))
    const job = earlier ?? (await submit(sequence, attempt))
    const fact = { scene: sequence, attempt, jobId: job.jobId }
    if (earlier === undefined) {
      await generation.submitted(job.jobId)
      diary.write({ type: 'job-recorded', ...fact })
    } else diary.write({ type: 'resumed', ...fact })
    await sleep(Math.max(0, job.readyMs - Date.now()), undefined, { signal })
    return { body: new TextEncoder().encode(clipOf(job)), durationSeconds: 8 }
  }
}

async function jobIn(file: string): Promise<Job | undefined> {
  const text = await readFile(file, 'utf8').catch(unlessMissing)
  return text === undefined ? undefined : jobSchema.parse(JSON.parse(text))
}

/** Only a job that is not there is unknown. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

/** What is in a clip: enough to tell whose it is. */
function clipOf({ jobId, scene }: Job): string {
  return JSON.stringify({ jobId, scene })
}

const clipSchema = jobSchema.omit({ readyMs: true })

/** The job that made a clip, and the scene that it shows. */
export function readClip(bytes: Uint8Array): z.infer<typeof clipSchema> {
  return clipSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
}
