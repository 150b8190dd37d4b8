import * as z from 'zod'
import { givenFields } from '../core/model/given-fields.js'
import { parseInput } from '../core/model/issues.schema.js'
import type { Clock } from '../service/clock.js'
import { systemClock } from '../service/clock.js'
import { withMethods } from '../streams/with-methods.schema.js'
import type { SeenEvents } from './seen-events.js'
import type { WebhookReceiverOptions } from './webhook-receiver.js'

const schema = z.strictObject({
  seen: withMethods<SeenEvents>('look', 'remember'),
  toleranceSeconds: z.number().positive(),
  maxBodyBytes: z.int().min(1),
  clock: withMethods<Pick<Clock, 'now'>>('now'),
})

/**
 * The options of a receiver apart from its secrets, which no message may show.
 * @throws SceneError `INVALID_INPUT`
 */
export function resolveReceiverOptions({
  secrets: _secrets,
  ...options
}: WebhookReceiverOptions): z.output<typeof schema> {
  const defaults = { toleranceSeconds: 300, maxBodyBytes: 2_000_000, clock: systemClock }
  const given = { ...defaults, ...givenFields(options) }
  return parseInput(schema, given, 'options of createWebhookReceiver')
}
