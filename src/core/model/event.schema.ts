import * as z from 'zod'
import type { SceneEvent } from './event.js'
import { EVENT_TYPES } from './event.js'
import { FINDING_KINDS } from './finding.js'
import { toStoredKey } from './object-key.js'
import { CLIP_NAMES } from './scene.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from './status.js'
import { timestampSchema } from './time.schema.js'

const storedKey = z.string().min(1).transform(toStoredKey)
const sequence = z.int().min(1)
const projectStatus = z.enum(PROJECT_STATUSES)
const status = z.union([z.enum(SCENE_STATUSES), projectStatus])

/** The format of an event, version 1. Fields may be added to it, none is ever changed or removed. */
export const eventSchema: z.ZodType<SceneEvent> = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  type: z.enum(EVENT_TYPES),
  time: timestampSchema,
  order: z.int().min(0),
  projectId: z.string().min(1),
  actor: z.string(),
  sequence: sequence.exactOptional(),
  sequences: z.array(sequence).exactOptional(),
  attempt: z.int().min(0).exactOptional(),
  from: status.exactOptional(),
  to: status.exactOptional(),
  project: z.object({ from: projectStatus, to: projectStatus, order: z.int().min(0) }).exactOptional(),
  clips: z
    .object({
      original: storedKey.exactOptional(),
      working: storedKey.exactOptional(),
      lipSynced: storedKey.exactOptional(),
    })
    .exactOptional(),
  clipsSuperseded: z.array(z.object({ clip: z.enum(CLIP_NAMES), key: storedKey })).exactOptional(),
  jobId: z.string().min(1).exactOptional(),
  durationSeconds: z.number().min(0).exactOptional(),
  reason: z.string().exactOptional(),
  intent: z.enum(['scenes-added', 'scenes-reordered', 'scene-removed']).exactOptional(),
  findings: z.array(z.enum(FINDING_KINDS)).exactOptional(),
  finalOutput: storedKey.exactOptional(),
  finalOutputSuperseded: storedKey.exactOptional(),
})

/** The JSON Schema (draft 2020-12) of an event. */
export function eventJsonSchema(): object {
  return z.toJSONSchema(eventSchema, { io: 'input' })
}
