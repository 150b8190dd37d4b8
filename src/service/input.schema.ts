import * as z from 'zod'
import { parseInput } from '../core/model/issues.schema.js'
import { projectIdSchema } from '../core/model/project-id.schema.js'
import type { SceneRef } from './commands.js'

const sequence = z.int().min(1)
const commandId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    'a command id has 1 to 64 letters, digits, - or _; make one with newCommandId()',
  )
const text = z.string().min(1)

const sceneRefSchema = z.object({ projectId: projectIdSchema, sequence })
const claimRefSchema = sceneRefSchema.extend({ claimId: text })
const attemptSchema = z.object({ attempt: z.int().min(1).optional() })

const commandOptionsSchema = z.object({
  actor: text.optional(),
  commandId: commandId.optional(),
  owner: text.optional(),
  leaseMs: z.number().positive().optional(),
  regenerate: z.boolean().optional(),
  reason: z.string().optional(),
  key: z.string().optional(),
})

export function parseProjectId(projectId: string): string {
  return parseInput(projectIdSchema, projectId, 'projectId')
}

export function parseSceneRef(projectId: string, sequence: number): SceneRef {
  return parseInput(sceneRefSchema, { projectId, sequence }, 'scene')
}

export function parseClaimRef(claim: object): SceneRef & { readonly claimId: string } {
  return parseInput(claimRefSchema, claim, 'claim')
}

/** The attempt of a claim, where the caller passes the whole claimed job. */
export function parseAttempt(claim: object): number | undefined {
  return parseInput(attemptSchema, claim, 'claim').attempt
}

export function parseCommandOptions(options: object): z.output<typeof commandOptionsSchema> {
  return parseInput(commandOptionsSchema, options, 'options')
}

export function parseText(value: string, input: string): string {
  return parseInput(text, value, input)
}
