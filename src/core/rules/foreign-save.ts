import type { Scene } from '../model/scene.js'

/**
 * Whether what the scene says of its video comes from another system: every commit of this library sets `order`, a foreign
 * save wipes it, and a commit that decides nothing about the video keeps that in `foreignSave`.
 */
export function savedByOthers(scene: Pick<Scene, 'order' | 'foreignSave'>): boolean {
  return scene.foreignSave ?? scene.order === undefined
}
