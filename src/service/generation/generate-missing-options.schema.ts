import * as z from 'zod'
import { givenFields } from '../../core/model/given-fields.js'
import { parseInput } from '../../core/model/issues.schema.js'
import type { Environment } from '../environment.js'
import type { GenerateMissingOptions } from './generate-missing-options.js'

const sequences = z.array(z.int().min(1)).readonly()
const schema = z.strictObject({
  concurrency: z.int().min(1),
  leaseMs: z.number().positive(),
  maxAttempts: z.int().min(1),
  owner: z.string().min(1),
  signal: z.instanceof(AbortSignal),
  onProgress: z
    .custom<NonNullable<GenerateMissingOptions['onProgress']>>((value) => typeof value === 'function')
    .optional(),
  only: sequences.exactOptional(),
  regenerate: sequences.exactOptional(),
})

/** The options of a run with the policy's choices for what was not given. */
export function resolveOptions({ policy, actor }: Environment, given: object): z.output<typeof schema> {
  const defaults = {
    concurrency: policy.concurrency,
    leaseMs: policy.leaseMs,
    maxAttempts: policy.maxAttempts,
    owner: actor,
    signal: new AbortController().signal,
  }
  const chosen = parseInput(schema.partial(), given, 'options of generateMissing')
  return parseInput(schema, { ...defaults, ...givenFields(chosen) }, 'options of generateMissing')
}
