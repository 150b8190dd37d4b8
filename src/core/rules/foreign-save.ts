import type { Scene } from '../model/scene.js'

/** Whether another system saved the scene last: every commit of this library sets `order`, and a foreign save wipes it. */
export function savedByOthers(scene: Pick<Scene, 'order'>): boolean {
  return scene.order === undefined
}
