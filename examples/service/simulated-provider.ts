import { randomUUID } from 'node:crypto'
import type { ClipOrder, JobState, ProvidedClip, VideoProvider } from './provider.js'
import { filmed } from './simulated-video.js'

/** A prompt that contains this comes to nothing. */
export const REJECTED = '[rejected]'

const CALLBACK_TRIES = 3

interface Job {
  readonly order: ClipOrder
  state: JobState
}

/**
 * A provider that exists only in this process. The same prompt and length make the same bytes. It delivers a callback
 * again when that fails for the service's own reasons.
 */
export class SimulatedProvider implements VideoProvider {
  readonly #workMs: number
  readonly #jobs = new Map<string, Job>()
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()

  /** @param workMs - How long a clip takes. */
  constructor(workMs: number) {
    this.#workMs = workMs
  }

  /** The jobs that were charged for. */
  get jobIds(): readonly string[] {
    return [...this.#jobs.keys()]
  }

  submit(order: ClipOrder): Promise<string> {
    const jobId = `job-${randomUUID()}`
    const job: Job = { order, state: 'running' }
    this.#jobs.set(jobId, job)
    this.#after(this.#workMs, () => this.#finish(jobId, job))
    return Promise.resolve(jobId)
  }

  state(jobId: string): Promise<JobState> {
    return Promise.resolve(this.#jobs.get(jobId)?.state ?? 'gone')
  }

  download(jobId: string): Promise<ProvidedClip> {
    const job = this.#jobs.get(jobId)
    if (job?.state !== 'ready') return Promise.reject(new Error(`job ${jobId} is not ready`))
    const { prompt, durationSeconds } = job.order
    return Promise.resolve({
      body: filmed(prompt, durationSeconds),
      contentType: 'video/mp4',
      durationSeconds,
    })
  }

  /** Stops working; nothing more is delivered. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  async #finish(jobId: string, job: Job): Promise<void> {
    const { prompt, callbackUrl, reference } = job.order
    const isRejected = prompt.includes(REJECTED)
    job.state = isRejected ? 'gone' : 'ready'
    const outcome = isRejected ? { status: 'failed', error: 'the prompt was rejected' } : { status: 'ready' }
    await this.#deliver(callbackUrl, JSON.stringify({ jobId, reference, ...outcome }), CALLBACK_TRIES)
  }

  async #deliver(url: string, body: string, tries: number): Promise<void> {
    const isDelivered = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).then(
      ({ status }) => status < 500,
      () => false,
    )
    if (!isDelivered && tries > 1) this.#after(this.#workMs, () => this.#deliver(url, body, tries - 1))
  }

  #after(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void work()
    }, ms)
    this.#timers.add(timer)
  }
}
