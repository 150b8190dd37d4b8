import type { Claim } from '../model/claim.js'
import type { Scene } from '../model/scene.js'
import { claimOf } from './claims.js'

/**
 * Whether what the scene says of its video comes from another system: every commit of this library sets `order`, a foreign
 * save wipes it, and a commit that decides nothing about the video keeps that in `foreignSave`.
 */
export function savedByOthers(scene: Pick<Scene, 'order' | 'foreignSave'>): boolean {
  return scene.foreignSave ?? scene.order === undefined
}

/**
 * Whether another system may be generating the scene. It leaves no claim, or saved the scene after the last claim of this
 * library: every claim sets `generationStartedAt`, a foreign save wipes it, and no change in between sets it again.
 */
export function mayBeForeignWork(scene: Scene, claim: Claim | undefined): boolean {
  if (scene.status !== 'processing') return false
  if (claimOf(scene, claim) === undefined || scene.order === undefined) return true
  return savedByOthers(scene) && scene.generationStartedAt === undefined
}
