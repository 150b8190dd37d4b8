import type { ClaimedScene } from '../../core/commands/claim-scene.js'
import { isSceneError } from '../../core/model/error.js'
import type { SceneRecords } from '../../core/model/records.js'
import { applyChange } from '../../core/rules/apply-change.js'
import { heartbeat, submitted } from '../commands.js'
import type { SceneCommand } from '../commands.js'
import type { Environment } from '../environment.js'
import type { Executed } from '../execute.js'
import { execute } from '../execute.js'
import { isRetryable } from '../retry.js'
import type { SceneRef } from '../scene-ref.js'

/** Heartbeats per lease: one may be lost and another late before the lease runs out. */
const BEATS_PER_LEASE = 3

/**
 * A claim that this worker holds, with the scene's records as its last commit left them: the next command needs no
 * load. Commands on it run one after the other.
 */
export class HeldClaim {
  readonly ref: SceneRef
  readonly claimId: string
  readonly attempt: number
  readonly #environment: Environment
  readonly #leaseMs: number
  readonly #actor: string
  readonly #over = new AbortController()
  #records: SceneRecords
  #last: Promise<unknown> = Promise.resolve()
  #unrecordedJob: string | undefined

  constructor(
    environment: Environment,
    claimed: Executed<SceneRecords, ClaimedScene>,
    { leaseMs, actor }: { readonly leaseMs: number; readonly actor: string },
  ) {
    const { projectId, sequence, claimId, attempt } = claimed.result.claim
    this.ref = { projectId, sequence }
    this.claimId = claimId
    this.attempt = attempt
    this.#environment = environment
    this.#leaseMs = leaseMs
    this.#actor = actor
    this.#records = recordsAfter(claimed)
  }

  /** The scene's records after the last command. */
  get records(): SceneRecords {
    return this.#records
  }

  /** A job that was submitted, and that the store has not taken yet; it may be about to. */
  get unrecordedJob(): string | undefined {
    return this.#unrecordedJob
  }

  /** Runs a command on the scene after the ones before. */
  run<Input, Result>(command: SceneCommand<Input, Result>, input: Input): Promise<Result> {
    return this.#inTurn(() => this.#execute(command, input))
  }

  /**
   * Records the provider's job. While the store does not answer the job goes on: it costs money already, and its id is
   * recorded as soon as possible.
   * @throws SceneError `CLAIM_LOST`
   */
  async submitted(jobId: string): Promise<void> {
    const { claimId } = this
    // Whatever comes after it in turn knows of the job, be it taken by then or not.
    this.#unrecordedJob = jobId
    try {
      await this.run(submitted(this.ref, claimId), { claimId, jobId })
    } catch (error) {
      if (isRetryable(error)) return
      this.#settle(jobId)
      throw error
    }
    this.#settle(jobId)
  }

  /**
   * Prolongs the claim once.
   * @throws SceneError `CLAIM_LOST`
   */
  async beat(): Promise<void> {
    if (this.#unrecordedJob !== undefined) await this.submitted(this.#unrecordedJob)
    const { claimId } = this
    await this.#inTurn(async () => {
      if (this.#over.signal.aborted) return
      await this.#execute(heartbeat(this.ref, claimId), { claimId, leaseMs: this.#leaseMs })
    })
  }

  /**
   * Prolongs the claim until `stop`. A beat that finds the claim replaced says so and ends; one that the store did not
   * take is followed by the next, and at worst the lease runs out.
   */
  async keepAlive(onLost: (error: unknown) => void): Promise<void> {
    const { clock } = this.#environment
    const { signal } = this.#over
    for (;;) {
      await clock.sleep(this.#leaseMs / BEATS_PER_LEASE, signal)
      if (signal.aborted) return
      try {
        await this.beat()
      } catch (error) {
        if (!isLost(error)) continue
        onLost(error)
        return
      }
    }
  }

  /** Ends the heartbeats, those that wait for their turn included. */
  stop(): void {
    this.#over.abort()
  }

  /** A job that was taken, or never will be; there may be another since. */
  #settle(jobId: string): void {
    if (this.#unrecordedJob === jobId) this.#unrecordedJob = undefined
  }

  async #execute<Input, Result>(command: SceneCommand<Input, Result>, input: Input): Promise<Result> {
    const options = { known: this.#records, actor: this.#actor }
    const executed = await execute(this.#environment, command, input, options)
    this.#records = recordsAfter(executed)
    return executed.result
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }
}

/** Whether an error says that somebody else has the scene now, or that it is gone. */
export function isLost(error: unknown): boolean {
  return isSceneError(error, 'CLAIM_LOST') || isSceneError(error, 'SCENE_NOT_FOUND')
}

function recordsAfter<Result>({ state, committed }: Executed<SceneRecords, Result>): SceneRecords {
  return committed === undefined ? state : applyChange(state, committed.change, committed.revision)
}
