import type { Progress } from './progress.js'
import type { StreamShard } from './stream-client.js'
import { trimmed } from './stream-error.js'

/**
 * Settles what is known of shards that the stream no longer lists: those that were read to their end are no loss.
 * @param isFirst - Whether these shards are the first that this poller was told of.
 * @throws SceneError `STREAM_TRIMMED` for any other.
 */
export async function settleGone(
  progress: Progress,
  shards: readonly StreamShard[],
  { isFirst }: { readonly isFirst: boolean },
): Promise<void> {
  const listed = new Set(shards.map(({ ShardId }) => ShardId))
  const gone = progress.all().filter(([shardId]) => !listed.has(shardId))
  for (const [shardId, checkpoint] of gone) {
    if ('sequenceNumber' in checkpoint) throw trimmed(shardId, checkpoint.sequenceNumber)
  }
  // A shard follows its parent without a gap: of one that is still unread, everything up to there has to be done.
  const before = shards
    .filter(({ ShardId }) => ShardId !== undefined && progress.of(ShardId) === undefined)
    .flatMap(({ ParentShardId }) => ParentShardId ?? [])
    .filter((shardId) => !listed.has(shardId))
  if (isFirst && progress.isEmpty) {
    // Nothing was ever read: what was gone by now is noted as done, or it would look like a loss from the next time on.
    await progress.finish(before)
    return
  }
  for (const shardId of before) if (!progress.isFinished(shardId)) throw trimmed(shardId, undefined)
  await progress.forget(gone.map(([shardId]) => shardId).filter((shardId) => !before.includes(shardId)))
}
