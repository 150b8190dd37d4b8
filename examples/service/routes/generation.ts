import { Hono } from 'hono'
import { errorBody } from '../errors.js'
import { projectIn, sceneIn } from '../read-input.js'
import type { Service } from '../service.js'
import { submitScene } from '../submit-scene.js'
import { writeScenes } from '../write-scenes.js'

/** Generating scenes, and the videos of scenes. */
export function generationRoutes(service: Service): Hono {
  const { scenes, background } = service
  const routes = new Hono()
  routes.post('/projects/:projectId/generate', async (context) => {
    const projectId = projectIn(context)
    await scenes.startSceneGeneration(projectId)
    background.start((signal) => writeScenes(service, projectId, signal))
    return context.json(await scenes.view(projectId), 202)
  })
  routes.post('/projects/:projectId/generate_videos', async (context) => {
    const projectId = projectIn(context)
    await scenes.startVideoGeneration(projectId)
    return context.json({ projectId, ...(await submitMissing(service, projectId)) }, 202)
  })
  routes.post('/generate_scene_video/:projectId/:sequence', async (context) => {
    const { projectId, sequence } = sceneIn(context)
    const submission = await submitScene(service, projectId, sequence, { regenerate: true })
    return context.json({ projectId, ...submission }, 202)
  })
  return routes
}

/** A scene that cannot be submitted, as somebody else is at it for instance, does not keep the others from it. */
async function submitMissing(service: Service, projectId: string) {
  const submitted = []
  const failed = []
  const { selected } = await service.scenes.select(projectId)
  for (const { sequence } of selected) {
    try {
      submitted.push(await submitScene(service, projectId, sequence))
    } catch (error) {
      const { detail } = errorBody(error)
      if (detail.error === 'InternalError') service.report(error)
      failed.push({ sequence, ...detail })
    }
  }
  return { submitted, failed }
}
