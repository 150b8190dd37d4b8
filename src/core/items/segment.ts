/** The segment of a partition among `count`: a stable share by an FNV-1a hash of its key. */
export function segmentOf(partition: string, count: number): number {
  let hash = 0x811c9dc5
  for (const character of partition) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash % count
}
