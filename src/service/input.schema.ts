import * as z from 'zod'
import { FINDING_KINDS } from '../core/model/finding.js'
import { aFunction } from '../core/model/functions.schema.js'
import { parseInput } from '../core/model/issues.schema.js'
import { objectKeySchema } from '../core/model/object-key.schema.js'
import { projectIdSchema } from '../core/model/project-id.schema.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../core/model/status.js'
import type { RepairOptions } from './audit/repair-project.js'
import type { EventStreamOptions } from './event-stream/event-stream-options.js'
import type { SceneRef } from './scene-ref.js'
import type { WatchOptions } from './watch/watch-options.js'

const text = z.string().min(1).max(2_000)
const failure = z.string().min(1)
const sequence = z.int().min(1)
const sequences = z.array(sequence).readonly().exactOptional()
const limit = z.int().min(1).max(1_000).optional()
const leaseMs = z.number().positive().optional()
const commandId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    'a command id has 1 to 64 letters, digits, - or _; make one with newCommandId()',
  )

const command = { actor: text.optional(), commandId: commandId.optional() }
const positiveMs = z.number().positive().optional()
const watch = {
  after: z.string().optional(),
  from: z.enum(['now', 'beginning']).optional(),
  signal: z.instanceof(AbortSignal).optional(),
  intervalMs: positiveMs,
  overlapMs: positiveMs,
  farOverlapMs: z.union([z.number().positive(), z.literal(Infinity)]).optional(),
  farEveryMs: positiveMs,
  outageMs: z.number().min(0).optional(),
  onInvalid: aFunction<NonNullable<WatchOptions['onInvalid']>>().optional(),
}
const sceneRefSchema = z.strictObject({ projectId: projectIdSchema, sequence })
// It becomes part of an object key, and everything that makes ids keeps to these characters.
const claimId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'a claim id has 1 to 64 letters, digits, - or _')
const claimIdSchema = z.object({ claimId, attempt: z.int().min(1) })
const anySceneRefSchema = sceneRefSchema.strip()
const objectSchema = z.looseObject({})

/** The options of methods, each with nothing but what it knows; those of generation and sweeps have schemas of their own. */
export const OPTIONS = {
  command: z.strictObject(command),
  claim: z.strictObject({ ...command, owner: text.optional(), leaseMs, regenerate: z.boolean().optional() }),
  heartbeat: z.strictObject({ leaseMs }),
  reason: z.strictObject({ ...command, reason: text.optional() }),
  release: z.strictObject({ ...command, reason: failure.optional() }),
  adopt: z.strictObject({ ...command, key: z.string().optional(), reason: text.optional() }),
  select: z.strictObject({ only: sequences, regenerate: sequences }),
  reject: z.strictObject({ ...command, reason: text }),
  restore: z.strictObject({ ...command, key: objectKeySchema }),
  setSceneStatus: z.strictObject({
    ...command,
    status: z.enum(SCENE_STATUSES),
    expected: z.enum(SCENE_STATUSES).optional(),
    reason: text.optional(),
  }),
  setProjectStatus: z.strictObject({
    ...command,
    status: z.enum(PROJECT_STATUSES).exclude(['queued']),
    expected: z.enum(PROJECT_STATUSES).optional(),
    reason: text.optional(),
  }),
  listProjects: z.strictObject({
    status: z.enum(PROJECT_STATUSES).optional(),
    cursor: text.optional(),
    limit,
  }),
  history: z.strictObject({
    sequence: sequence.optional(),
    after: text.optional(),
    limit,
    newestFirst: z.boolean().optional(),
  }),
  watch: z.strictObject(watch),
  eventStream: z.strictObject({
    ...watch,
    heartbeatMs: positiveMs,
    retryMs: z.int().min(0).optional(),
    dataOf: aFunction<NonNullable<EventStreamOptions['dataOf']>>().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  audit: z.strictObject({ signal: z.instanceof(AbortSignal).optional() }),
  repair: z.strictObject({
    actor: text.optional(),
    force: z.boolean().optional(),
    only: z
      .strictObject({ kinds: z.array(z.enum(FINDING_KINDS)).optional(), sequences: sequences.optional() })
      .optional(),
    signal: z.instanceof(AbortSignal).optional(),
    onProgress: aFunction<NonNullable<RepairOptions['onProgress']>>().optional(),
  }),
} as const

/** @throws SceneError `INVALID_INPUT` */
export function parseOptions<Options>(schema: z.ZodType<Options>, options: unknown): Options {
  return parseInput(schema, options ?? {}, 'option')
}

/** @throws SceneError `INVALID_INPUT` */
export function parseProjectId(projectId: string): string {
  return parseInput(projectIdSchema, projectId, 'projectId')
}

/** @throws SceneError `INVALID_INPUT` */
export function parseSceneRef(projectId: string, sequence: number): SceneRef {
  return parseInput(sceneRefSchema, { projectId, sequence }, 'scene')
}

const streamRequestSchema = z.object({
  headers: z.custom<Pick<Headers, 'get'>>(
    (value) =>
      typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function',
    'the headers of a Request',
  ),
  signal: z.instanceof(AbortSignal),
})

/** @throws SceneError `INVALID_INPUT` */
export function parseStreamRequest(request: object): z.output<typeof streamRequestSchema> {
  return parseInput(streamRequestSchema, request, 'request')
}

/**
 * A claim's plain data, out of it or of anything that has more, such as the whole claimed job.
 * @throws SceneError `INVALID_INPUT`
 */
export function parseClaimRef(claim: object): {
  readonly ref: SceneRef
  readonly claimId: string
  readonly attempt: number
} {
  const ref = parseInput(anySceneRefSchema, claim, 'claim')
  return { ref, ...parseInput(claimIdSchema, claim, 'claim') }
}

/**
 * Whether what names a scene also names a claim on it.
 * @throws SceneError `INVALID_INPUT` when it is no object.
 */
export function isClaim(claim: object): claim is SceneRef & { readonly claimId: string } {
  return 'claimId' in parseInput(objectSchema, claim, 'claim')
}

/** @throws SceneError `INVALID_INPUT` */
export function parseText(value: string, input: string): string {
  return parseInput(text, value, input)
}

/**
 * Why something failed, in a provider's words: what is too long of them is cut where it is recorded.
 * @throws SceneError `INVALID_INPUT`
 */
export function parseFailure(reason: string): string {
  return parseInput(failure, reason, 'reason')
}
