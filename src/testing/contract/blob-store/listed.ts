import type { BlobStat } from '../../../core/model/blob.js'
import type { BlobStore } from '../../../core/ports/blob-store.js'

/** Everything that a store lists under a prefix. */
export async function listed(store: BlobStore, prefix: string): Promise<readonly BlobStat[]> {
  const stats: BlobStat[] = []
  for await (const stat of store.list(prefix)) stats.push(stat)
  return stats
}

/** The keys of {@link listed}. */
export async function listedKeys(store: BlobStore, prefix: string): Promise<readonly string[]> {
  return (await listed(store, prefix)).map(({ key }) => key)
}
