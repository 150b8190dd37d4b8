import * as z from 'zod'
import { objectKeySchema } from './object-key.schema.js'
import { secondsSchema } from './seconds.schema.js'
import type { Policy } from './policy.js'

/** What a new scene may be given, under a policy's limits. */
export function newSceneSchema(policy: Pick<Policy, 'maxPromptLength' | 'maxNegativePromptLength'>) {
  return z.strictObject({
    prompt: z.string().min(1).max(policy.maxPromptLength),
    negativePrompt: z.string().max(policy.maxNegativePromptLength).optional(),
    durationSeconds: secondsSchema,
    referenceImageKeys: z.array(objectKeySchema).default([]),
    audioClipKey: objectKeySchema.optional(),
    needsLipSync: z.boolean().default(false),
  })
}

/** A new scene as callers pass it; keys are strings. */
export type NewSceneInput = z.input<ReturnType<typeof newSceneSchema>>

/** A new scene, checked. */
export type NewScene = z.output<ReturnType<typeof newSceneSchema>>
