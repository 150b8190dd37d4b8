import { issuesOf } from '../core/model/issues.schema.js'
import type { SceneCloudEvent } from './cloud-event.js'
import { cloudEventSchema } from './cloud-event.schema.js'
import { webhookInvalid } from './signature.js'

/**
 * The event in the body of a webhook of this id.
 * @throws SceneError `WEBHOOK_INVALID`
 */
export function parseCloudEvent(body: string, id: string): SceneCloudEvent {
  const json = jsonOf(body)
  const parsed = cloudEventSchema.safeParse(json)
  if (!parsed.success) {
    const issues = issuesOf(parsed.error, json)
    throw webhookInvalid(
      'body',
      `${id} is signed, but holds no event that this version knows (${issues.join('; ')}); update whoever receives before whoever sends`,
    )
  }
  if (parsed.data.id !== id) {
    throw webhookInvalid('body', `the webhook ${id} holds the event ${parsed.data.id}`)
  }
  return parsed.data
}

/** The value of a JSON text; what is none is no event either. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
