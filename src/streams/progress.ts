import type { Checkpoint, CheckpointStore } from './checkpoint-store.js'

/** How far each shard has been handled, saved after each step. */
export class Progress {
  readonly #store: CheckpointStore
  readonly #streamArn: string
  readonly #checkpoints: Map<string, Checkpoint>
  #saved = Promise.resolve()

  private constructor(store: CheckpointStore, streamArn: string, checkpoints: Map<string, Checkpoint>) {
    this.#store = store
    this.#streamArn = streamArn
    this.#checkpoints = checkpoints
  }

  static async load(store: CheckpointStore, streamArn: string): Promise<Progress> {
    const saved = await store.load(streamArn)
    return new Progress(store, streamArn, new Map(Object.entries(saved ?? {})))
  }

  of(shardId: string): Checkpoint | undefined {
    return this.#checkpoints.get(shardId)
  }

  /** The sequence number of the last record of a shard that is done; `undefined` where none is, or all are. */
  lastDone(shardId: string): string | undefined {
    const checkpoint = this.of(shardId)
    return checkpoint !== undefined && 'sequenceNumber' in checkpoint ? checkpoint.sequenceNumber : undefined
  }

  isFinished(shardId: string): boolean {
    const checkpoint = this.of(shardId)
    return checkpoint !== undefined && 'finished' in checkpoint
  }

  /** Whether nothing is known of any shard. */
  get isEmpty(): boolean {
    return this.#checkpoints.size === 0
  }

  all(): readonly (readonly [shardId: string, checkpoint: Checkpoint])[] {
    return [...this.#checkpoints]
  }

  /** Resolves when it is saved; saves come one after the other. */
  mark(shardId: string, checkpoint: Checkpoint): Promise<void> {
    this.#checkpoints.set(shardId, checkpoint)
    return this.#save()
  }

  /** Marks shards as finished, all at once. */
  async finish(shardIds: readonly string[]): Promise<void> {
    for (const shardId of shardIds) this.#checkpoints.set(shardId, { finished: true })
    if (shardIds.length > 0) await this.#save()
  }

  /** Forgets shards that the stream no longer has. */
  async forget(shardIds: readonly string[]): Promise<void> {
    for (const shardId of shardIds) this.#checkpoints.delete(shardId)
    if (shardIds.length > 0) await this.#save()
  }

  #save(): Promise<void> {
    // Whoever asked for the save before learns when it failed; this one is made all the same.
    const saving = Promise.allSettled([this.#saved]).then(() =>
      this.#store.save(this.#streamArn, Object.fromEntries(this.#checkpoints)),
    )
    this.#saved = saving
    return saving
  }
}
