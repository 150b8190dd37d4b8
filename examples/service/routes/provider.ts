import { Hono } from 'hono'
import { callbackBody } from '../bodies.schema.js'
import { claimOfJob } from '../job-claim.js'
import { jsonOf } from '../read-input.js'
import type { Service } from '../service.js'

/** What the provider calls. It may call more than once, and any process of the service. */
export function providerRoutes({ scenes, provider, tokens }: Service): Hono {
  const routes = new Hono()
  routes.post('/provider/callback', async (context) => {
    const outcome = await jsonOf(context, callbackBody)
    const { jobId } = outcome
    const claim = await claimOfJob(scenes, tokens.open(outcome.reference), jobId)
    const scene =
      outcome.status === 'ready'
        ? await scenes.complete(claim, await provider.download(jobId))
        : await scenes.fail(claim, outcome.error)
    return context.json({ projectId: scene.projectId, sequence: scene.sequence, status: scene.status })
  })
  return routes
}
