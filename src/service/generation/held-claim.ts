import type { ClaimedScene } from '../../core/commands/claim-scene.js'
import { isSceneError } from '../../core/model/error.js'
import type { SceneRecords } from '../../core/model/records.js'
import { applyChange } from '../../core/rules/apply-change.js'
import { heartbeat } from '../commands.js'
import type { SceneCommand } from '../commands.js'
import type { Environment } from '../environment.js'
import type { Executed } from '../execute.js'
import { execute } from '../execute.js'

/** Heartbeats per lease: one may be lost and another late before the lease runs out. */
const BEATS_PER_LEASE = 3

/**
 * A claim that this worker holds, with the scene's records as its last commit left them: the next command needs no
 * load. Commands on it run one after the other.
 */
export class HeldClaim {
  readonly claimId: string
  readonly attempt: number
  readonly #environment: Environment
  readonly #leaseMs: number
  readonly #actor: string
  readonly #over = new AbortController()
  #records: SceneRecords
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    environment: Environment,
    claimed: Executed<SceneRecords, ClaimedScene>,
    { leaseMs, actor }: { readonly leaseMs: number; readonly actor: string },
  ) {
    this.#environment = environment
    this.#leaseMs = leaseMs
    this.#actor = actor
    this.#records = recordsAfter(claimed)
    this.claimId = claimed.result.claim.claimId
    this.attempt = claimed.result.claim.attempt
  }

  /** The scene's records after the last command. */
  get records(): SceneRecords {
    return this.#records
  }

  /** Runs a command on the scene after the ones before. */
  run<Input, Result>(command: SceneCommand<Input, Result>, input: Input): Promise<Result> {
    const turn = this.#last.then(async () => {
      const known = this.#records
      const executed = await execute(this.#environment, command, input, { known, actor: this.#actor })
      this.#records = recordsAfter(executed)
      return executed.result
    })
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }

  /** Prolongs the claim once. */
  async beat(): Promise<void> {
    const { projectId, sequence } = this.#records.scene.value
    const command = heartbeat({ projectId, sequence }, this.claimId)
    await this.run(command, { claimId: this.claimId, leaseMs: this.#leaseMs })
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
        if (!isSceneError(error, 'CLAIM_LOST') && !isSceneError(error, 'SCENE_NOT_FOUND')) continue
        onLost(error)
        return
      }
    }
  }

  /** Ends the heartbeats. */
  stop(): void {
    this.#over.abort()
  }
}

function recordsAfter<Result>({ state, committed }: Executed<SceneRecords, Result>): SceneRecords {
  return committed === undefined ? state : applyChange(state, committed.change, committed.revision)
}
