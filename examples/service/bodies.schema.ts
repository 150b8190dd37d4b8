import { PROJECT_MODES } from '@badapple/scenes'
import * as z from 'zod'

/** The largest object that one PUT uploads to S3, in bytes. */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3

const text = z.string().min(1).max(5_000)
const seconds = z.number().positive()
const videoType = z.string().regex(/^video\/[a-z0-9.+-]+$/, 'a media type such as video/mp4')

/** What names a project in a path. */
export const projectPath = z.object({ projectId: z.string() })

/** What names a scene in a path. */
export const scenePath = projectPath.extend({
  sequence: z
    .string()
    .regex(/^\d{1,6}$/, 'the number of a scene')
    .transform(Number),
})

export const newProjectBody = z.strictObject({
  conceptPrompt: text,
  characterDescription: text.optional(),
  productDescription: text.optional(),
  directorConfig: text.optional(),
  mode: z.enum(PROJECT_MODES).optional(),
})

export const projectChangesBody = z.strictObject({
  conceptPrompt: text.optional(),
  characterDescription: text.nullish(),
  productDescription: text.nullish(),
  directorConfig: text.nullish(),
  mode: z.enum(PROJECT_MODES).nullish(),
})

const negativePrompt = z.string().max(1_000)

export const newSceneBody = z.strictObject({
  prompt: text,
  negativePrompt: negativePrompt.optional(),
  duration: seconds,
  needsLipSync: z.boolean().optional(),
})

export const sceneChangesBody = z.strictObject({
  prompt: text.optional(),
  negativePrompt: negativePrompt.nullish(),
  duration: seconds.optional(),
  needsLipSync: z.boolean().optional(),
})

export const orderBody = z.strictObject({ order: z.array(z.int().min(1)).min(1) })

export const trimBody = z.strictObject({ in: z.number().min(0), out: z.number().positive() })

export const resetBody = z.strictObject({ reason: z.string().min(1).max(2_000).optional() })

/** Fields of a form; its numbers are texts. */
export const uploadForm = z.strictObject({
  video: z.file().min(1),
  duration: z.coerce.number().positive().optional(),
})

export const uploadUrlBody = z.strictObject({
  contentType: videoType,
  size: z.int().min(1).max(MAX_UPLOAD_BYTES),
})

export const uploadCompleteBody = z.strictObject({ claim: z.string(), duration: seconds.optional() })

/** Providers add fields as they please. */
export const callbackBody = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ready'), jobId: text, reference: z.string() }),
  z.object({ status: z.literal('failed'), jobId: text, reference: z.string(), error: text }),
])

/** The inside of a claim token. */
export const claimSchema = z.object({
  projectId: z.string(),
  sequence: z.int(),
  claimId: z.string(),
  attempt: z.int(),
})
