import * as z from 'zod'
import { EVENT_TYPES } from '../core/model/event.js'
import { eventSchema } from '../core/model/event.schema.js'
import { timestampSchema } from '../core/model/time.schema.js'
import type { CloudEventType, SceneCloudEvent } from './cloud-event.js'
import { CLOUD_EVENT_TYPE_PREFIX, cloudEventId } from './cloud-event.js'

const types = EVENT_TYPES.map((type): CloudEventType => `${CLOUD_EVENT_TYPE_PREFIX}${type}`)

const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.enum(types),
  subject: z.string().min(1),
  time: timestampSchema,
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().min(1),
  data: eventSchema,
})

/** The body of a webhook. What it says of its event twice is the same both times. */
export const cloudEventSchema: z.ZodType<SceneCloudEvent> = envelopeSchema
  .refine(({ type, data }) => type === `${CLOUD_EVENT_TYPE_PREFIX}${data.type}`, {
    path: ['type'],
    error: 'is not the type of its data',
  })
  .refine(({ id, data }) => id === cloudEventId(data), { path: ['id'], error: 'is not the id of its data' })

/** The JSON Schema (draft 2020-12) of the body of a webhook. */
export function cloudEventJsonSchema(): object {
  return z.toJSONSchema(envelopeSchema, { io: 'input' })
}
