import type { Scene } from '../../index.js'

/** `Scene 2`, `Scenes 2 and 5`, `Scenes 2, 5 and 7`. */
export function nameScenes(scenes: readonly Pick<Scene, 'sequence'>[]): string {
  const numbers = scenes.map(({ sequence }) => String(sequence))
  const last = numbers.pop() ?? ''
  return numbers.length === 0 ? `Scene ${last}` : `Scenes ${numbers.join(', ')} and ${last}`
}
