import { Hono } from 'hono'
import { trimBody, uploadForm } from '../bodies.schema.js'
import { formOf, jsonOf, sceneIn } from '../read-input.js'
import { sceneView } from '../scene-view.js'
import type { Service } from '../service.js'
import { trimClip } from '../trim-clip.js'

/** Clips that people make. */
export function clipRoutes(service: Service): Hono {
  const { scenes } = service
  const routes = new Hono()
  routes.post('/projects/:projectId/scenes/:sequence/trim', async (context) => {
    const ref = sceneIn(context)
    await trimClip(service, ref, await jsonOf(context, trimBody))
    return context.json(await sceneView(scenes, ref))
  })
  routes.post('/projects/:projectId/scenes/:sequence/upload_video', async (context) => {
    const ref = sceneIn(context)
    const { video, duration } = await formOf(context, uploadForm)
    const contentType = video.type || undefined
    const clip = { body: video, contentType, durationSeconds: duration }
    await scenes.upload(ref.projectId, ref.sequence, clip)
    return context.json(await sceneView(scenes, ref))
  })
  return routes
}
