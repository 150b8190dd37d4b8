import type { ClaimRef } from '../../service/methods/claim-methods.js'
import { CLIP, CLIP_BYTES } from './clip.js'
import type { Game } from './game.js'
import { needed } from './game.js'
import type { ClaimStep, WorkerStep } from './history-step.js'

/** Plays a step in which a worker claims. */
export async function playClaimStep(step: ClaimStep, game: Game): Promise<void> {
  const { scenes } = game.world
  const options = { owner: ownerOf(step), ...(step.regenerate === true && { regenerate: true }) }
  const job = await scenes.claim(game.projectId, step.scene, options)
  game.claims.set(claimKey(step), job)
  if (step.does === 'generate') await scenes.complete(job, CLIP, actor(step))
}

/** Plays a step in which a worker goes on. */
export async function playWorkerStep(step: WorkerStep, game: Game): Promise<void> {
  const { scenes } = game.world
  const { projectId } = game
  const own = game.claims.get(claimKey(step))
  // Who never had a claim is told so by the service.
  const claim: ClaimRef = own ?? { projectId, sequence: step.scene, claimId: 'nobody', attempt: 1 }
  switch (step.does) {
    case 'heartbeat':
      await scenes.heartbeat(claim)
      return
    case 'submit':
      await scenes.submitted(claim, `job-${claim.attempt}`, actor(step))
      return
    case 'uploadOnly':
      if (own === undefined) await scenes.heartbeat(claim)
      else await needed(game, 'blobs').put(own.uploadKey, CLIP_BYTES, { contentType: 'video/mp4' })
      return
    case 'complete':
      await scenes.complete(claim, CLIP, actor(step))
      return
    case 'fail':
      await scenes.fail(own ?? { projectId, sequence: step.scene }, 'no credit', actor(step))
      return
    case 'release':
      await scenes.release(claim, actor(step))
      return
  }
}

function ownerOf({ worker }: ClaimStep | WorkerStep): string {
  return `worker-${worker}`
}

function actor(step: ClaimStep | WorkerStep) {
  return { actor: ownerOf(step) }
}

function claimKey({ worker, scene }: ClaimStep | WorkerStep): string {
  return `${worker} ${scene}`
}
