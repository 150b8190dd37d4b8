import { Hono } from 'hono'
import { newSceneBody, orderBody, resetBody, sceneChangesBody } from '../bodies.schema.js'
import { jsonOf, projectIn, sceneIn } from '../read-input.js'
import { sceneView } from '../scene-view.js'
import type { Service } from '../service.js'

/** Scenes of a project, and their order. */
export function sceneRoutes({ scenes }: Service): Hono {
  const routes = new Hono()
  routes.post('/projects/:projectId/scenes', async (context) => {
    const projectId = projectIn(context)
    const { duration, ...scene } = await jsonOf(context, newSceneBody)
    const added = await scenes.addScenes(projectId, [{ ...scene, durationSeconds: duration }])
    const sequence = added[0]?.sequence ?? 0
    return context.json(await sceneView(scenes, { projectId, sequence }), 201)
  })
  routes.patch('/projects/:projectId/scenes/reorder', async (context) => {
    const projectId = projectIn(context)
    const { order } = await jsonOf(context, orderBody)
    await scenes.reorderScenes(projectId, order)
    return context.json(await scenes.view(projectId))
  })
  routes.patch('/projects/:projectId/scenes/:sequence', async (context) => {
    const ref = sceneIn(context)
    const { duration, ...changes } = await jsonOf(context, sceneChangesBody)
    await scenes.editScene(ref.projectId, ref.sequence, { ...changes, durationSeconds: duration })
    return context.json(await sceneView(scenes, ref))
  })
  routes.delete('/projects/:projectId/scenes/:sequence', async (context) => {
    const { projectId, sequence } = sceneIn(context)
    await scenes.removeScene(projectId, sequence)
    return context.json(await scenes.view(projectId))
  })
  routes.post('/projects/:projectId/scenes/:sequence/reset', async (context) => {
    const ref = sceneIn(context)
    const { reason } = await jsonOf(context, resetBody)
    await scenes.reset(ref.projectId, ref.sequence, reason === undefined ? {} : { reason })
    return context.json(await sceneView(scenes, ref))
  })
  return routes
}
