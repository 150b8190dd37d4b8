/** Does the work for each entry in turn, for at most so many at the same time. */
export async function eachConcurrently<T>(
  entries: readonly T[],
  concurrency: number,
  work: (entry: T) => Promise<void>,
): Promise<void> {
  const queue = entries.values()
  const worker = async () => {
    for (const entry of queue) await work(entry)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, entries.length) }, worker))
}
