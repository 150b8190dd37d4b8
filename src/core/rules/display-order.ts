/** A scene's place in the film, as far as it is known; API views have `null` where it is missing. */
export interface Placed {
  readonly sequence: number
  readonly displaySequence?: number | null
}

/** Scenes in the order of the film: by `displaySequence` (by `sequence` where it is missing), then by `sequence`. */
export function inDisplayOrder<S extends Placed>(scenes: Iterable<S>): S[] {
  return [...scenes].sort((a, b) => place(a) - place(b) || a.sequence - b.sequence)
}

function place(scene: Placed): number {
  return scene.displaySequence ?? scene.sequence
}
