import { Hono } from 'hono'
import { newProjectBody, projectChangesBody } from '../bodies.schema.js'
import { jsonOf, projectIn } from '../read-input.js'
import type { Service } from '../service.js'

/** Projects as a whole. */
export function projectRoutes({ scenes }: Service): Hono {
  const routes = new Hono()
  routes.post('/projects', async (context) => {
    const { projectId } = await scenes.createProject(await jsonOf(context, newProjectBody))
    return context.json(await scenes.view(projectId), 201)
  })
  routes.get('/projects/:projectId', async (context) => context.json(await scenes.view(projectIn(context))))
  routes.patch('/projects/:projectId', async (context) => {
    const projectId = projectIn(context)
    await scenes.editProject(projectId, await jsonOf(context, projectChangesBody))
    return context.json(await scenes.view(projectId))
  })
  return routes
}
