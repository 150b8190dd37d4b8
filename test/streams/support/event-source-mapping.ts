import type { StreamAnswer, StreamHandler, StreamRecord } from '@badapple/scenes/streams'

/** What befalls the invocations of a function, one after the other; nothing when the list is used up. */
export type Mishap =
  | 'none'
  /** The process dies in the middle: the deliveries were made, the answer is lost. */
  | 'answer-lost'
  /** The next invocation happens in a new process. */
  | 'cold-start'

/** How Lambda reads a shard. */
export interface Mapping {
  /** Sizes of the batches, used in turn, over and over. */
  readonly batchSizes: readonly number[]
  readonly mishaps: readonly Mishap[]
  /** A function for a new process. */
  readonly start: () => StreamHandler
}

/**
 * Hands the records of a shard to a function as an event source mapping with `ReportBatchItemFailures` and
 * `BisectBatchOnFunctionError` does: from the first failure on everything comes again, and a batch without an answer is cut in
 * two.
 */
export async function runMapping(records: readonly StreamRecord[], mapping: Mapping): Promise<void> {
  const { batchSizes, start } = mapping
  const mishaps = mapping.mishaps.values()
  let handler = start()
  let turn = 0
  for (let at = 0, bisected = Infinity; at < records.length;) {
    const size = Math.min(batchSizes[turn++ % batchSizes.length] ?? 1, bisected)
    const batch = records.slice(at, at + size)
    const mishap = mishaps.next().value ?? 'none'
    const answer = await handler({ Records: batch })
    if (mishap !== 'none') handler = start()
    if (mishap === 'answer-lost') {
      bisected = Math.max(1, Math.floor(batch.length / 2))
      continue
    }
    bisected = Infinity
    at += doneOf(answer, batch)
  }
}

function doneOf({ batchItemFailures }: StreamAnswer, batch: readonly StreamRecord[]): number {
  const places = batchItemFailures.map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
  )
  // A number that is not in the batch fails all of it.
  return places.length === 0 ? batch.length : Math.max(0, Math.min(...places))
}
