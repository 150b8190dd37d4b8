import * as z from 'zod'
import type { NewScene } from './new-scene.schema.js'
import { objectKeySchema } from './object-key.schema.js'

/** Scenes that an intent is to add, as stored; the command has checked their limits. */
export const intentScenesSchema: z.ZodType<readonly NewScene[]> = z.array(
  z.object({
    prompt: z.string(),
    negativePrompt: z.string().optional(),
    durationSeconds: z.number(),
    referenceImageKeys: z.array(objectKeySchema),
    audioClipKey: objectKeySchema.optional(),
    needsLipSync: z.boolean(),
  }),
)
