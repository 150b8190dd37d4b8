import type { Scene } from '../model/scene.js'

/** Scenes in the order of the film: by `displaySequence` (by `sequence` where it is missing), then by `sequence`. */
export function inDisplayOrder<S extends Pick<Scene, 'sequence' | 'displaySequence'>>(
  scenes: Iterable<S>,
): S[] {
  return [...scenes].sort((a, b) => place(a) - place(b) || a.sequence - b.sequence)
}

function place(scene: Pick<Scene, 'sequence' | 'displaySequence'>): number {
  return scene.displaySequence ?? scene.sequence
}
