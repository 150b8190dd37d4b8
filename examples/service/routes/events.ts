import type { SceneEvent } from '@badapple/scenes'
import { Hono } from 'hono'
import { projectIn } from '../read-input.js'
import type { Service } from '../service.js'

const INTERVAL_MS = 1_000

/** What happens in a project, live. */
export function eventRoutes({ scenes, stopping }: Service): Hono {
  const routes = new Hono()
  routes.get('/projects/:projectId/events', (context) =>
    scenes.eventStream(projectIn(context), context.req.raw, {
      signal: stopping,
      intervalMs: INTERVAL_MS,
      dataOf: shownOf,
    }),
  )
  return routes
}

/** Object keys, jobs and actors are no business of a page. */
function shownOf({ type, time, sequence, sequences, from, to, project }: SceneEvent) {
  return { type, time, sequence, sequences, from, to, project }
}
