import { attemptKey } from '@badapple/scenes'
import { Hono } from 'hono'
import { uploadCompleteBody, uploadUrlBody } from '../bodies.schema.js'
import { ApiError } from '../errors.js'
import { jsonOf, sceneIn } from '../read-input.js'
import { sceneView } from '../scene-view.js'
import type { Service } from '../service.js'

/** Uploads from a browser, past the service: the scene is claimed until the page says that the object is there. */
export function uploadRoutes({ scenes, blobs, tokens, leaseMs }: Service): Hono {
  const routes = new Hono()
  routes.post('/projects/:projectId/scenes/:sequence/upload_url', async (context) => {
    const { projectId, sequence } = sceneIn(context)
    const { contentType, size } = await jsonOf(context, uploadUrlBody)
    const job = await scenes.claim(projectId, sequence, { leaseMs, regenerate: true })
    const expiresInSeconds = Math.ceil(leaseMs / 1_000)
    const upload = await blobs.signedUpload(job.uploadKey, { contentType, size, expiresInSeconds })
    return context.json({ claim: tokens.issue(job), upload, expiry: job.expiry })
  })
  routes.post('/projects/:projectId/scenes/:sequence/upload_complete', async (context) => {
    const ref = sceneIn(context)
    const { projectId, sequence } = ref
    const { claim: token, duration } = await jsonOf(context, uploadCompleteBody)
    const claim = tokens.open(token)
    if (claim.projectId !== projectId || claim.sequence !== sequence) {
      throw new ApiError('ValidationError', 'the claim token is of another scene')
    }
    const key = attemptKey(projectId, sequence, claim.attempt, claim.claimId)
    await scenes.complete(claim, { key, durationSeconds: duration })
    return context.json(await sceneView(scenes, ref))
  })
  return routes
}
