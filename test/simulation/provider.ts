import type { Generate, Scene } from '@badapple/scenes'
import type { SimulatedProcess } from '@badapple/scenes/testing'

/** A job that was paid for. */
export interface PaidJob {
  readonly jobId: string
  readonly sequence: number
  readonly sceneCreatedAt: string
  /** The attempt that paid. */
  readonly attempt: number
  readonly payer: string
}

/** Told of everything that concerns payments. */
export interface PaymentObserver {
  readonly paid: (job: PaidJob) => void
  /** A job failed at the provider. */
  readonly failed: (jobId: string) => void
  /** Somebody asked for a new clip of a scene that has one. */
  readonly asked: (sequence: number) => void
}

/** How a job at the provider ends. */
type Fortune = 'clip' | 'busy' | 'refused'

/** The provider, which is paid for each job, and makes clips that say which job made them. */
export class Provider {
  readonly jobs = new Map<string, PaidJob>()
  /** Jobs that came to a clip. */
  readonly delivered = new Set<string>()
  /** Jobs that failed for good: what a provider said of a job stays so. */
  readonly #refused = new Set<string>()
  readonly #observer: PaymentObserver
  #byHand = 0

  constructor(observer: PaymentObserver) {
    this.#observer = observer
  }

  /** Takes money, and begins a job. */
  submit({ sequence, createdAt }: Scene, attempt: number, payer: string): string {
    const jobId = `job-${this.jobs.size + 1}`
    const job: PaidJob = { jobId, sequence, sceneCreatedAt: createdAt, attempt, payer }
    this.jobs.set(jobId, job)
    this.#observer.paid(job)
    return jobId
  }

  asked(sequence: number): void {
    this.#observer.asked(sequence)
  }

  /** A job came to nothing, or to nothing yet. */
  failed(jobId: string): void {
    this.#observer.failed(jobId)
  }

  /** How a job ends, where that is not settled yet: as it is said first. */
  #settled(jobId: string, fortune: Fortune): Fortune {
    if (this.delivered.has(jobId)) return 'clip'
    if (fortune === 'refused') this.#refused.add(jobId)
    return this.#refused.has(jobId) ? 'refused' : fortune
  }

  /** Whether a job that is over failed. */
  isRefused(jobId: string, fails: boolean): boolean {
    return this.#settled(jobId, fails ? 'refused' : 'clip') === 'refused'
  }

  /** A clip that somebody made by hand. */
  byHand(sequence: number): Uint8Array {
    return new TextEncoder().encode(`by hand ${sequence} ${++this.#byHand}`)
  }

  /** The clip of a job. */
  clipOf(jobId: string): Uint8Array {
    this.delivered.add(jobId)
    return new TextEncoder().encode(jobId)
  }

  /** The job that made a clip. */
  jobOf(clip: Uint8Array | undefined): PaidJob | undefined {
    return clip === undefined ? undefined : this.jobs.get(new TextDecoder().decode(clip))
  }

  /** What a worker generates with: it resumes the job of an earlier attempt rather than pay again. */
  generator(process: SimulatedProcess): Generate {
    return async (scene, job) => {
      let jobId = job.resumeJobId
      if (jobId === undefined) {
        await process.think('submit')
        jobId = this.submit(scene, job.attempt, process.name)
        await process.think('submitted')
        await job.submitted(jobId)
      }
      await process.sleep(process.pick([1_000, 20_000]), job.signal)
      job.signal.throwIfAborted()
      const fortune = this.#settled(
        jobId,
        process.pick<Fortune>(['clip', 'clip', 'clip', 'clip', 'busy', 'refused']),
      )
      if (fortune === 'clip') return { body: this.clipOf(jobId), durationSeconds: 8 }
      this.failed(jobId)
      throw Object.assign(new Error(fortune), { retryable: fortune === 'busy' })
    }
  }
}
