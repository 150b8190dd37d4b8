import * as z from 'zod'
import { givenFields } from './given-fields.js'
import { newSceneSchema } from './new-scene.schema.js'
import type { Policy } from './policy.js'
import { objectKeySchema } from './object-key.schema.js'

/** What may be edited of a scene, under a policy's limits; `null` removes, and what is not named stays. */
export function sceneChangesSchema(policy: Pick<Policy, 'maxPromptLength' | 'maxNegativePromptLength'>) {
  const { prompt, negativePrompt, durationSeconds } = newSceneSchema(policy).shape
  return z
    .strictObject({
      prompt: prompt.optional(),
      negativePrompt: negativePrompt.nullable(),
      referenceImageKeys: z.array(objectKeySchema).optional(),
      audioClipKey: objectKeySchema.nullable().optional(),
      /** Seconds that the video is to have; only while the scene has none. */
      durationSeconds: durationSeconds.optional(),
      needsLipSync: z.boolean().optional(),
    })
    .transform(givenFields)
}

/** Changes of a scene as callers pass them; keys are strings. */
export type SceneChangesInput = z.input<ReturnType<typeof sceneChangesSchema>>

/** Changes of a scene, checked. */
export type SceneChanges = z.output<ReturnType<typeof sceneChangesSchema>>
