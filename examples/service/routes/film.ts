import { Hono } from 'hono'
import { composeFilm } from '../compose-film.js'
import { ApiError } from '../errors.js'
import { projectIn } from '../read-input.js'
import type { Service } from '../service.js'

/** The film of a project. */
export function filmRoutes(service: Service): Hono {
  const { scenes, background } = service
  const routes = new Hono()
  routes.post('/projects/:projectId/compose', async (context) => {
    const projectId = projectIn(context)
    await scenes.startComposition(projectId)
    background.start((signal) => composeFilm(service, projectId, signal))
    return context.json(await scenes.view(projectId), 202)
  })
  routes.get('/projects/:projectId/final-video', async (context) => {
    const { projectId, finalOutputUrl } = await scenes.view(projectIn(context))
    if (finalOutputUrl === null) throw new ApiError('NotFound', `project ${projectId} has no film yet`)
    return context.json({ projectId, finalOutputUrl })
  })
  return routes
}
