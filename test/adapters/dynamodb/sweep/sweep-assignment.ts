import * as z from 'zod'

const assignmentSchema = z.object({
  endpoint: z.string(),
  tableName: z.string(),
  /** What the projects and their objects are made from. */
  seed: z.int(),
  repair: z.boolean(),
  segment: z.object({ index: z.int(), of: z.int() }),
  cursor: z.string().exactOptional(),
  /** Where it writes down what it hears. */
  journal: z.string(),
})

/** What a process is to sweep. */
export type SweepAssignment = z.infer<typeof assignmentSchema>

/** The assignment of this process. */
export function ownAssignment(): SweepAssignment {
  return assignmentSchema.parse(JSON.parse(process.argv[2] ?? ''))
}
