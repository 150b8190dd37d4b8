/** How far a shard has been handled. */
export type Checkpoint =
  /** Everything up to this record is done. */
  | { readonly sequenceNumber: string }
  /** All that the shard will ever have is done. */
  | { readonly finished: true }

/** How far each shard of a stream has been handled, by the ids of the shards. */
export type Checkpoints = Readonly<Record<string, Checkpoint>>

/** Keeps how far a stream has been handled. */
export interface CheckpointStore {
  /** What was saved last for this stream; `undefined` for one that nobody has begun with. */
  load(streamArn: string): Promise<Checkpoints | undefined>
  /** Replaces what was saved; resolves when it outlives this process. */
  save(streamArn: string, checkpoints: Checkpoints): Promise<void>
}

/** Checkpoints that last as long as the process, for tests. */
export function createMemoryCheckpoints(): CheckpointStore {
  const saved = new Map<string, Checkpoints>()
  return {
    load: (streamArn) => Promise.resolve(saved.get(streamArn)),
    save: (streamArn, checkpoints) => {
      saved.set(streamArn, checkpoints)
      return Promise.resolve()
    },
  }
}
