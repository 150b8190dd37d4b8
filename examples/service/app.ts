import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ApiError, errorBody, STATUS_OF } from './errors.js'
import { clipRoutes } from './routes/clips.js'
import { eventRoutes } from './routes/events.js'
import { filmRoutes } from './routes/film.js'
import { generationRoutes } from './routes/generation.js'
import { pageRoutes } from './routes/page.js'
import { projectRoutes } from './routes/projects.js'
import { providerRoutes } from './routes/provider.js'
import { sceneRoutes } from './routes/scenes.js'
import { uploadRoutes } from './routes/uploads.js'
import type { Service } from './service.js'

const MAX_BODY_BYTES = 100 * 1024 ** 2

/** The service over HTTP. */
export function createApp(service: Service): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }))
  for (const routes of [
    projectRoutes,
    sceneRoutes,
    clipRoutes,
    uploadRoutes,
    generationRoutes,
    providerRoutes,
    filmRoutes,
    eventRoutes,
  ]) {
    app.route('/api/mv', routes(service))
  }
  app.route('/', pageRoutes())
  app.notFound((context) => {
    const { method, path } = context.req
    return context.json(errorBody(new ApiError('NotFound', `there is no ${method} ${path}`)), 404)
  })
  app.onError((error, context) => {
    const body = errorBody(error)
    const name = body.detail.error
    if (name === 'InternalError') service.report(error)
    return context.json(body, STATUS_OF[name])
  })
  return app
}

function tooLarge(): never {
  throw new ApiError('ValidationError', `a body has ${MAX_BODY_BYTES} bytes at most; use upload_url for more`)
}
