import * as z from 'zod'
import type { ObjectKey } from '../core/model/object-key.js'
import { objectKeySchema } from '../core/model/object-key.schema.js'
import { secondsSchema } from '../core/model/seconds.schema.js'
import type { Body } from '../core/ports/blob-store.js'

/** A clip's bytes to upload, or the key (of whatever kind) under which it was uploaded already. */
export type ClipBy<Key> =
  | {
      /** A stream is read once, and has to give some bytes every now and then: see `Policy.uploadIdleMs`. */
      readonly body: Body
      /** Default: `video/mp4`. */
      readonly contentType?: string | undefined
      /** The real length in seconds, where it is known. */
      readonly durationSeconds?: number | undefined
    }
  | { readonly key: Key; readonly durationSeconds?: number | undefined }

/** A finished clip: its bytes to upload, or the key under which it was uploaded already. */
export type GeneratedClip = ClipBy<string>

/** A finished clip, checked. */
export type CheckedClip = ClipBy<ObjectKey>

const body = z.custom<Body>(isBody, 'must be a Uint8Array, a Blob or a stream of bytes')
const contentType = z.string().min(1).optional()
const durationSeconds = secondsSchema.optional()

/** A clip as a caller passes it to `complete`: nothing but what it may have. */
export const generatedClipSchema: z.ZodType<CheckedClip> = either(
  z.strictObject({ body, contentType, durationSeconds }),
  z.strictObject({ key: objectKeySchema, durationSeconds }),
)

const remarks = {
  contentType: contentType.catch(undefined),
  durationSeconds: durationSeconds.catch(undefined),
}

/**
 * A clip as a generator returns it. It is paid for: only a missing clip is an error, whatever else is wrong is left
 * out.
 */
export const paidClipSchema: z.ZodType<CheckedClip> = either(
  z.object({ body, ...remarks }),
  z.object({ key: objectKeySchema, ...remarks }),
)

/** One of two forms, told apart by whether there is a `body`, so that the message is about the form that was meant. */
function either(withBody: z.ZodType<CheckedClip>, withKey: z.ZodType<CheckedClip>): z.ZodType<CheckedClip> {
  return z.unknown().transform((value, context): CheckedClip => {
    const given = typeof value === 'object' && value !== null ? value : {}
    const schema = 'body' in given ? withBody : 'key' in given ? withKey : undefined
    const parsed = schema?.safeParse(value)
    if (parsed?.success === true) return parsed.data
    const missing = 'must be { body, contentType?, durationSeconds? } or { key, durationSeconds? }'
    const issues = parsed?.error.issues ?? [{ path: [], message: missing }]
    for (const { path, message } of issues) context.addIssue({ code: 'custom', path: [...path], message })
    return z.NEVER
  })
}

function isBody(value: unknown): boolean {
  if (value instanceof Uint8Array) return true
  if (typeof value !== 'object' || value === null) return false
  if ('arrayBuffer' in value) return typeof value.arrayBuffer === 'function' && isSize(value)
  return Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === 'function'
}

function isSize(blob: object): boolean {
  return 'size' in blob && Number.isSafeInteger(blob.size)
}
