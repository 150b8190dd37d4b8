import * as z from 'zod'
import { SceneError } from '../core/model/error.js'
import { parseInput } from '../core/model/issues.schema.js'
import type { TrimPoints } from '../core/model/scene.js'
import { secondsSchema } from '../core/model/seconds.schema.js'
import { trimmedSeconds, trimProblem } from '../core/model/trim.js'
import type { Body } from '../core/ports/blob-store.js'
import type { CheckedClip } from './generated-clip.schema.js'
import { generatedClipSchema } from './generated-clip.schema.js'

/** The bytes of a clip to upload, or the key under which it was uploaded already. */
export type ClipSource =
  | {
      readonly body: Body
      /** Default: `video/mp4`. */
      readonly contentType?: string | undefined
    }
  | { readonly key: string }

/** A trimmed or edited version of a scene's video. */
export interface WorkingClip {
  readonly clip: 'working'
  /** The key of the original that it was made from. */
  readonly madeFrom: string
  /** Which part of the original it is: at least 0.1 seconds. */
  readonly trimPoints: TrimPoints
  /** Length of the original, at most a day. */
  readonly sourceDurationSeconds: number
}

/** A lip-synced version of a scene's video. */
export interface LipSyncedClip {
  readonly clip: 'lipSynced'
  /** The key of the original that it was made from. */
  readonly madeFrom: string
  /** The provider's job that made it. */
  readonly jobId?: string | undefined
}

/** A clip made from a scene's video. With the original's own `key` as the working clip, it is used untrimmed again. */
export type ClipToSet = (WorkingClip | LipSyncedClip) & ClipSource

/** A clip made from a scene's video, checked. */
export interface CheckedClipToSet {
  readonly facts: WorkingClip | LipSyncedClip
  readonly source: CheckedClip
}

const madeFrom = z.string().min(1)
const factsSchema = z.discriminatedUnion('clip', [
  z
    .strictObject({
      clip: z.literal('working'),
      madeFrom,
      trimPoints: z.strictObject({ in: z.number(), out: z.number() }),
      sourceDurationSeconds: secondsSchema,
    })
    .superRefine(({ trimPoints, sourceDurationSeconds }, context) => {
      const message = trimProblem(trimPoints, sourceDurationSeconds)
      if (message !== undefined) context.addIssue({ code: 'custom', path: ['trimPoints'], message })
    }),
  z.strictObject({ clip: z.literal('lipSynced'), madeFrom, jobId: z.string().min(1).optional() }),
])
const anyClip = z.looseObject({})

const SOURCE_FIELDS: ReadonlySet<string> = new Set(['key', 'body', 'contentType'])

/** @throws SceneError `INVALID_INPUT` */
export function parseClipToSet(input: unknown): CheckedClipToSet {
  const given = Object.entries(parseInput(anyClip, input, 'clip'))
  const part = (ofSource: boolean) =>
    Object.fromEntries(given.filter(([name]) => SOURCE_FIELDS.has(name) === ofSource))
  const facts = parseInput(factsSchema, part(false), 'clip')
  const source = parseInput(generatedClipSchema, part(true), 'clip')
  if (facts.clip === 'working' && 'key' in source && source.key === facts.madeFrom) assertWhole(facts)
  return { facts, source }
}

/** Nobody cuts the original when it is played, so trim points that leave something out would not be true of it. */
function assertWhole({ trimPoints, sourceDurationSeconds }: WorkingClip): void {
  if (trimmedSeconds(trimPoints) === trimmedSeconds({ in: 0, out: sourceDurationSeconds })) return
  const issue = `trimPoints: the original itself is used as a whole, from 0 to ${sourceDurationSeconds}; pass the trimmed clip`
  throw new SceneError('INVALID_INPUT', `invalid clip: ${issue}`, { input: 'clip', issues: [issue] })
}
