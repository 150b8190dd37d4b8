import type * as z from 'zod'
import { SceneError } from './error.js'

/** What a schema found wrong, a line per finding, such as `prompt: Too small`. */
export function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
}

/**
 * The value in the form of a schema.
 * @param input - What the value is, for the message.
 * @throws SceneError `INVALID_INPUT`, with every issue.
 */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, input: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = issuesOf(parsed.error)
  throw new SceneError('INVALID_INPUT', `${input} is not valid: ${issues.join('; ')}`, { input, issues })
}
