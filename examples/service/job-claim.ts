import type { ClaimRef, Scenes } from '@badapple/scenes'

/** The claim that waits for a job now: the one that it was submitted under, or a later one that resumed it. */
export async function claimOfJob(scenes: Scenes, submitted: ClaimRef, jobId: string): Promise<ClaimRef> {
  const { claims } = await scenes.load(submitted.projectId)
  const current = claims.get(submitted.sequence)?.value
  return current?.jobId === jobId ? current : submitted
}
