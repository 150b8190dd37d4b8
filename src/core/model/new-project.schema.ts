import * as z from 'zod'
import { objectKeySchema } from './object-key.schema.js'
import { PROJECT_MODES } from './project.js'
import { projectIdSchema } from './project-id.schema.js'

/** What a new project may be given. */
export const newProjectSchema = z.strictObject({
  /** Default: a UUID made from the command's id, so that a repeated command creates no second project. */
  projectId: projectIdSchema.optional(),
  conceptPrompt: z.string().min(1).max(5_000),
  characterDescription: z.string().optional(),
  characterImageKey: objectKeySchema.optional(),
  productDescription: z.string().optional(),
  productImageKey: objectKeySchema.optional(),
  audioBackingTrackKey: objectKeySchema.optional(),
  directorConfig: z.string().optional(),
  mode: z.enum(PROJECT_MODES).optional(),
})

/** A new project as callers pass it; keys are strings. */
export type NewProjectInput = z.input<typeof newProjectSchema>

/** A new project, checked. */
export type NewProject = z.output<typeof newProjectSchema>
