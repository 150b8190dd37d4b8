import type * as z from 'zod'
import { SceneError } from './error.js'

/** What a schema found wrong with a value, a line per finding, such as `leaseMs: Too small, got -5`. */
export function issuesOf(error: z.ZodError, value: unknown): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const found = shown(valueAt(value, path))
    const where = path.length > 0 ? `${path.join('.')}: ` : ''
    return `${where}${message}${found === undefined ? '' : `, got ${found}`}`
  })
}

/**
 * The value in the form of a schema.
 * @param input - What the value is, for the message.
 * @throws SceneError `INVALID_INPUT`, with every issue.
 */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, input: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = issuesOf(parsed.error, value)
  throw new SceneError('INVALID_INPUT', `invalid ${input}: ${issues.join('; ')}`, { input, issues })
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

/** A plain value, short enough for a message. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : undefined
}
