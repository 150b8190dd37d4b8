import * as z from 'zod'
import { FINDING_KINDS } from '../../core/model/finding.js'
import { aFunction } from '../../core/model/functions.schema.js'
import type { GivenFields } from '../../core/model/given-fields.js'
import { givenFields } from '../../core/model/given-fields.js'
import { parseInput } from '../../core/model/issues.schema.js'
import { PROJECT_STATUSES } from '../../core/model/status.js'
import type { SweepOptions } from './sweep-options.js'

const schema = z.strictObject({
  actor: z.string().min(1).max(2_000).optional(),
  statuses: z.array(z.enum(PROJECT_STATUSES)).min(1).readonly().optional(),
  repair: z.boolean().optional(),
  kinds: z.array(z.enum(FINDING_KINDS)).readonly().optional(),
  force: z.boolean().optional(),
  segment: z
    .strictObject({ index: z.int().min(0), of: z.int().min(1).max(1_000_000) })
    .refine(({ index, of }) => index < of, 'a segment’s index counts from 0 and is below `of`')
    .optional(),
  cursor: z.string().optional(),
  concurrency: z.int().min(1).max(100).optional(),
  projectsPerSecond: z.number().positive().optional(),
  budgetMs: z.number().positive().optional(),
  signal: z.instanceof(AbortSignal).optional(),
  unreferenced: z.boolean().optional(),
  onFinding: aFunction<NonNullable<SweepOptions['onFinding']>>().optional(),
  onUnreferenced: aFunction<NonNullable<SweepOptions['onUnreferenced']>>().optional(),
  onProgress: aFunction<NonNullable<SweepOptions['onProgress']>>().optional(),
})

/**
 * The options of a sweep, without those that say nothing.
 * @throws SceneError `INVALID_INPUT`
 */
export function parseSweepOptions(given: unknown): GivenFields<SweepOptions> {
  return givenFields(parseInput(schema, given ?? {}, 'options of sweep'))
}
