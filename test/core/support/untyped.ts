import type { SceneViewForSelection } from '../../../src/core/rules/selection.js'

/** Something that a caller without types passes where a scene belongs. */
export function untypedScene(value: unknown): SceneViewForSelection {
  return value as SceneViewForSelection
}
