/**
 * The segment of a partition among `count`: a share that is the same in every process, by an FNV-1a hash of its key.
 * @example
 * segmentOf('PROJECT#91cf', 4) // 0
 */
export function segmentOf(partition: string, count: number): number {
  let hash = 0x811c9dc5
  for (const character of partition) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash % count
}
