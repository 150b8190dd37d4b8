import * as z from 'zod'
import { SceneError } from '../core/model/error.js'
import { issuesOf } from '../core/model/issues.schema.js'

const checkpoint = z.union([
  z.strictObject({ sequenceNumber: z.string().min(1) }),
  z.strictObject({ finished: z.literal(true) }),
])

/** Checkpoints by stream, and in it by shard. */
const schema = z.record(z.string(), z.record(z.string(), checkpoint))

/** What a file of checkpoints holds. */
export type CheckpointFile = z.output<typeof schema>

/** @throws SceneError `INVALID_ITEM` */
export function parseCheckpointFile(text: string, path: string): CheckpointFile {
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const issues = issuesOf(parsed.error, undefined)
  throw new SceneError(
    'INVALID_ITEM',
    `${path} holds no checkpoints (${issues.join('; ')}); delete it to begin with the oldest record of the stream`,
    { record: path, issues },
  )
}

/** The value of a JSON text; a text that is none is its own value, and no checkpoints. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
