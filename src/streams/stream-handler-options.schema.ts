import * as z from 'zod'
import { givenFields } from '../core/model/given-fields.js'
import { parseInput } from '../core/model/issues.schema.js'
import type { Clock } from '../service/clock.js'
import { systemClock } from '../service/clock.js'
import { warn } from './delivery-report.js'
import type { EventSink } from './event-sink.js'
import type { StreamHandlerOptions } from './stream-handler.js'
import { withMethods } from './with-methods.schema.js'

const ms = z.number().positive()

const sink = z.custom<EventSink>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    value.name !== '' &&
    'deliver' in value &&
    typeof value.deliver === 'function',
  'a sink has a name and a method deliver',
)

const schema = z.strictObject({
  sinks: z
    .array(sink)
    .readonly()
    .refine((sinks) => sinks.length > 0, 'events need at least one sink to go to')
    .refine((sinks) => new Set(sinks.map(({ name }) => name)).size === sinks.length, {
      error: 'two sinks have the same name; reports could not tell them apart',
    }),
  onReport: z.custom<NonNullable<StreamHandlerOptions['onReport']>>(
    (value) => typeof value === 'function',
    'a function',
  ),
  concurrency: z.int().min(1),
  deliveryTimeoutMs: ms,
  reserveMs: z.number().min(0),
  clock: withMethods<Clock>('now', 'sleep'),
})

/**
 * The options of a handler, with what was not given.
 * @throws SceneError `INVALID_INPUT`
 */
export function resolveOptions(options: StreamHandlerOptions): z.output<typeof schema> {
  const defaults = {
    onReport: warn,
    concurrency: 10,
    deliveryTimeoutMs: 20_000,
    reserveMs: 1_000,
    clock: systemClock,
  }
  return parseInput(schema, { ...defaults, ...givenFields(options) }, 'options of createStreamHandler')
}
