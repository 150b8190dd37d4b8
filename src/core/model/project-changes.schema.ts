import type * as z from 'zod'
import { givenFields } from './given-fields.js'
import { newProjectSchema } from './new-project.schema.js'

const { projectId: _fixed, conceptPrompt, ...optional } = newProjectSchema.shape

/** What may be edited of a project; `null` removes, and what is not named stays. */
export const projectChangesSchema = newProjectSchema
  .omit({ projectId: true })
  .extend({
    conceptPrompt: conceptPrompt.optional(),
    characterDescription: optional.characterDescription.nullable(),
    characterImageKey: optional.characterImageKey.nullable(),
    productDescription: optional.productDescription.nullable(),
    productImageKey: optional.productImageKey.nullable(),
    audioBackingTrackKey: optional.audioBackingTrackKey.nullable(),
    directorConfig: optional.directorConfig.nullable(),
    mode: optional.mode.nullable(),
  })
  .transform(givenFields)

/** Changes of a project as callers pass them; keys are strings. */
export type ProjectChangesInput = z.input<typeof projectChangesSchema>

/** Changes of a project, checked. */
export type ProjectChanges = z.output<typeof projectChangesSchema>
