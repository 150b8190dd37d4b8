import type { Clock } from '../../index.js'
import { priceOf } from './price.js'
import { randomBetween, randomText } from './seeded.js'
import type { Random } from './seeded.js'

/** A clip to be made. */
export interface ClipRequest {
  /** Who asks, such as `b4a9… scene 2`: for the bill. */
  readonly customer: string
  readonly durationSeconds: number
  /** Chance, from 0 to 1, that the safety filter rejects the prompt. */
  readonly rejection: number
}

/** A job that the provider accepted, and charged. */
export interface ProviderJob {
  readonly jobId: string
  readonly customer: string
  readonly cents: number
  readonly durationSeconds: number
  readonly readyMs: number
}

const BUSY = 0.22
const ANSWER_MS = [1_000, 3_000] as const
const WORK_MS = [40_000, 80_000] as const
const BYTES_PER_SECOND = [200_000, 280_000] as const

/**
 * A provider of video clips that exists only in this process: slow, sometimes busy, and with a safety filter. A job
 * costs money once it is accepted, whether or not anybody comes back for the clip.
 */
export class SimulatedProvider {
  readonly #clock: Clock
  readonly #random: Random
  readonly #jobs = new Map<string, ProviderJob>()
  readonly #resumed = new Set<string>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** Every job that was accepted, in that order. */
  get jobs(): readonly ProviderJob[] {
    return [...this.#jobs.values()]
  }

  /** The jobs whose clip was fetched by somebody who had not submitted them. */
  get resumed(): readonly ProviderJob[] {
    return this.jobs.filter(({ jobId }) => this.#resumed.has(jobId))
  }

  /** Whether somebody else than the submitter took the job over. */
  wasResumed(jobId: string): boolean {
    return this.#resumed.has(jobId)
  }

  /**
   * Accepts a job, and charges for it.
   * @returns The job's id.
   * @throws Error with `retryable: true` when the provider is busy, without it when the prompt is rejected; both free.
   */
  async submit({ customer, durationSeconds, rejection }: ClipRequest): Promise<string> {
    await this.#clock.sleep(randomBetween(this.#random, ...ANSWER_MS))
    if (this.#random() < BUSY) throw Object.assign(new Error('provider is busy'), { retryable: true })
    if (this.#random() < rejection) throw new Error('prompt rejected by the safety filter')
    const jobId = `job-${randomText(this.#random, 4)}`
    const readyMs = this.#clock.now() + randomBetween(this.#random, ...WORK_MS)
    this.#jobs.set(jobId, { jobId, customer, durationSeconds, readyMs, cents: priceOf(durationSeconds) })
    return jobId
  }

  /** Takes over a job that somebody else submitted; free. `false` when there is no such job. */
  resume(jobId: string): boolean {
    const known = this.#jobs.has(jobId)
    if (known) this.#resumed.add(jobId)
    return known
  }

  /**
   * The clip of a job, as soon as it is ready.
   * @throws Error when there is no such job, or the signal is aborted first.
   */
  async result(jobId: string, signal: AbortSignal): Promise<Uint8Array> {
    const job = this.#jobs.get(jobId)
    if (job === undefined) throw new Error(`the provider has no job ${jobId}`)
    await this.#clock.sleep(job.readyMs - this.#clock.now(), signal)
    signal.throwIfAborted()
    return new Uint8Array(job.durationSeconds * randomBetween(this.#random, ...BYTES_PER_SECOND))
  }
}
