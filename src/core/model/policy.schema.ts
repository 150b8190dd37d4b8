import * as z from 'zod'
import { givenFields } from './given-fields.js'
import { parseInput } from './issues.schema.js'
import type { Policy } from './policy.js'
import { DEFAULT_POLICY } from './policy.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from './status.js'

const ms = z.number().min(0)
const positiveMs = z.number().positive()
const count = z.int().min(1)
const projectStatuses = z.array(z.enum(PROJECT_STATUSES))

const policySchema = z.strictObject({
  transitions: z.enum(['strict', 'permissive']),
  foreignGraceMs: ms,
  skipStatuses: z.array(z.enum(SCENE_STATUSES)),
  leaseMs: positiveMs,
  graceMs: ms,
  workflowLimitMs: positiveMs,
  maxDemotedShare: z.number().min(0).max(1),
  maxAttempts: count,
  concurrency: count,
  commitBudgetMs: positiveMs,
  abortGraceMs: ms,
  uploadIdleMs: positiveMs,
  backoffBaseMs: ms,
  backoffMaxMs: ms,
  maxPromptLength: count,
  maxNegativePromptLength: count,
  addScenesIn: projectStatuses,
  addFirstScenesIn: projectStatuses,
  removeScenesIn: projectStatuses,
})
const choicesSchema = policySchema.partial()

/**
 * The default policy with a caller's choices.
 * @throws SceneError `INVALID_INPUT` for a rule that does not exist or a value that it cannot have.
 * @example
 * resolvePolicy({ leaseMs: 300_000 }).leaseMs // 300000
 */
export function resolvePolicy(choices: Partial<Policy> = {}): Policy {
  const given = parseInput(choicesSchema, choices, 'policy')
  return Object.freeze<Policy>({ ...DEFAULT_POLICY, ...givenFields(given) })
}
