import * as z from 'zod'

/** What a process is started with, as JSON in its only argument. */
const assignmentSchema = z.object({
  /** Begins the names and decides the chances of this process. */
  seed: z.int(),
  endpoint: z.string(),
  tableName: z.string(),
  projectId: z.string(),
  /** Holds the bucket, the provider's jobs, the diary and, when all is over, a file named `stop`. */
  directory: z.string(),
})

/** What a process is to work on. */
export type Assignment = z.infer<typeof assignmentSchema>

/** The assignment of this process. */
export function ownAssignment(): Assignment {
  return assignmentSchema.parse(JSON.parse(process.argv[2] ?? ''))
}

/** Tells whoever started this process that it is at work. */
export function sayAtWork(): void {
  process.send?.('at work')
}

/** A lease that is short enough for others to take over while a test runs, in milliseconds. */
export const LEASE_MS = 1_500

/** How long an upload is left to its own worker, in milliseconds. */
export const GRACE_MS = 500
