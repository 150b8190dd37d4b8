import * as z from 'zod'
import { EVENT_TYPES } from '../core/model/event.js'
import { givenFields } from '../core/model/given-fields.js'
import { parseInput } from '../core/model/issues.schema.js'
import type { Clock } from '../service/clock.js'
import { systemClock } from '../service/clock.js'
import { withMethods } from '../streams/with-methods.schema.js'
import { DEFAULT_SOURCE } from './cloud-event.js'
import type { WebhookSinkOptions } from './webhook-sink.js'

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

const schema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'the URL of a receiver begins with https://' })
      .transform((url) => new URL(url)),
    name: z.string().min(1).exactOptional(),
    source: z.string().min(1),
    types: z.array(z.enum(EVENT_TYPES)).min(1).readonly().exactOptional(),
    timeoutMs: z.number().positive(),
    allowHttp: z.boolean(),
    fetch: z.custom<typeof globalThis.fetch>((value) => typeof value === 'function', 'a function'),
    clock: withMethods<Clock>('now', 'sleep'),
  })
  .refine(({ url, allowHttp }) => allowHttp || url.protocol === 'https:' || LOOPBACK.test(url.hostname), {
    path: ['url'],
    error:
      'everybody on the way can read what goes over http; use https, or allowHttp inside a network of yours',
  })
  .refine(({ url }) => url.username === '' && url.password === '', {
    path: ['url'],
    error: 'a URL with a name and a password is not sent to; the signature shows who sends',
  })

/**
 * The options of a sink apart from its secrets, which no message may show.
 * @throws SceneError `INVALID_INPUT`
 */
export function resolveSinkOptions({
  secrets: _secrets,
  url,
  ...options
}: WebhookSinkOptions): z.output<typeof schema> {
  const defaults = {
    source: DEFAULT_SOURCE,
    timeoutMs: 15_000,
    allowHttp: false,
    fetch: globalThis.fetch,
    clock: systemClock,
  }
  const given = { ...defaults, ...givenFields(options), url: url instanceof URL ? url.href : url }
  return parseInput(schema, given, 'options of createWebhookSink')
}
