/** A clip to be made. */
export interface ClipOrder {
  readonly prompt: string
  readonly durationSeconds: number
  /** Called when the clip is ready or has failed, with the job's id and the reference. */
  readonly callbackUrl: string
  /** Whatever the caller wants to be told again. */
  readonly reference: string
}

/** A clip as the provider made it. */
export interface ProvidedClip {
  readonly body: Uint8Array
  readonly contentType: string
  readonly durationSeconds: number
}

/** What a provider says about a job; `gone` when it failed or nobody knows it. */
export type JobState = 'running' | 'ready' | 'gone'

/** Somebody who makes clips, for money, and calls back when they are ready. */
export interface VideoProvider {
  /** Accepts a job, and charges for it. */
  submit(order: ClipOrder): Promise<string>
  state(jobId: string): Promise<JobState>
  /** The clip of a job that is ready. */
  download(jobId: string): Promise<ProvidedClip>
}
