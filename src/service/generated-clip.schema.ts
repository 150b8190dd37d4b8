import * as z from 'zod'
import type { ObjectKey } from '../core/model/object-key.js'
import { objectKeySchema } from '../core/model/object-key.schema.js'
import type { Body } from '../core/ports/blob-store.js'

/** A finished clip: its bytes to upload, or the key under which it was uploaded already. */
export type GeneratedClip =
  | {
      readonly body: Body
      /** Default: `video/mp4`. */
      readonly contentType?: string
      /** The real length in seconds, where it is known. */
      readonly durationSeconds?: number
    }
  | { readonly key: string; readonly durationSeconds?: number }

const body = z.custom<Body>(isBody, 'must be a Uint8Array, a Blob or a stream of bytes')
const durationSeconds = z.number().positive().exactOptional()

/** What a generator must come back with. */
export const generatedClipSchema = z.union(
  [
    z.strictObject({ body, contentType: z.string().min(1).exactOptional(), durationSeconds }),
    z.strictObject({ key: objectKeySchema, durationSeconds }),
  ],
  'must be { body, contentType?, durationSeconds? } or { key, durationSeconds? }',
) satisfies z.ZodType<GeneratedClip>

/** A finished clip, checked. */
export type CheckedClip =
  | { readonly body: Body; readonly contentType?: string; readonly durationSeconds?: number }
  | { readonly key: ObjectKey; readonly durationSeconds?: number }

function isBody(value: unknown): boolean {
  if (value instanceof Uint8Array) return true
  if (typeof value !== 'object' || value === null) return false
  return Symbol.asyncIterator in value || ('arrayBuffer' in value && 'size' in value)
}
