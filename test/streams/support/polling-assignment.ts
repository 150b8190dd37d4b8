import * as z from 'zod'

const schema = z.object({
  endpoint: z.string(),
  streamArn: z.string(),
  /** Where the webhooks go. */
  url: z.string(),
  secret: z.string(),
  /** The file of checkpoints. */
  checkpoints: z.string(),
})

/** What a polling process is started with, as JSON in its only argument. */
export type PollingAssignment = z.infer<typeof schema>

/** The assignment of this process. */
export function ownPollingAssignment(): PollingAssignment {
  return schema.parse(JSON.parse(process.argv[2] ?? ''))
}
