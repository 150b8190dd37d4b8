import * as z from 'zod'
import { aFunction } from '../../core/model/functions.schema.js'
import { givenFields } from '../../core/model/given-fields.js'
import { parseInput } from '../../core/model/issues.schema.js'
import type { Environment } from '../environment.js'
import type { GenerateMissingOptions } from './generate-missing-options.js'

const sequences = z.array(z.int().min(1)).readonly()
const schema = z.strictObject({
  concurrency: z.int().min(1).optional(),
  leaseMs: z.number().positive().optional(),
  maxAttempts: z.int().min(1).optional(),
  owner: z.string().min(1).optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onProgress: aFunction<NonNullable<GenerateMissingOptions['onProgress']>>().optional(),
  only: sequences.optional(),
  regenerate: sequences.optional(),
})

/**
 * The options of a run with the policy's choices for what was not given.
 * @throws SceneError `INVALID_INPUT`
 */
export function resolveOptions({ policy, actor }: Environment, given: object) {
  return {
    concurrency: policy.concurrency,
    leaseMs: policy.leaseMs,
    maxAttempts: policy.maxAttempts,
    owner: actor,
    signal: new AbortController().signal,
    ...givenFields(parseInput(schema, given, 'options of generateMissing')),
  }
}
