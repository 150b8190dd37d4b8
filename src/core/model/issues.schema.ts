import type * as z from 'zod'
import { SceneError } from './error.js'
import { withoutSignature } from './object-key.js'

/** Characters of one issue, and of all in a message; `details.issues` has them all. */
const LONGEST_ISSUE = 200
const LONGEST_LIST = 400

/** What a schema found wrong with a value, a line per finding, such as `leaseMs: Too small, got -5`. */
export function issuesOf(error: z.ZodError, value: unknown): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const found = shown(valueAt(value, path))
    const where = path.length > 0 ? `${path.join('.')}: ` : ''
    return shortened(`${where}${message}${found === undefined ? '' : `, got ${found}`}`)
  })
}

/**
 * The value in the form of a schema.
 * @param input - What the value is, for the message.
 * @throws SceneError `INVALID_INPUT`, with every issue; also for a value that throws when it is looked at.
 */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, input: string): T {
  let issues: readonly string[]
  try {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    issues = issuesOf(parsed.error, value)
  } catch (cause) {
    const message = `invalid ${input}: it throws an error when it is read; pass plain data`
    throw new SceneError('INVALID_INPUT', message, { input }, { cause })
  }
  throw new SceneError('INVALID_INPUT', `invalid ${input}: ${listed(issues)}`, { input, issues })
}

/** As many of the issues as a message has room for. */
function listed(issues: readonly string[]): string {
  let length = 0
  const fitting = issues.filter((issue) => (length += issue.length + 2) <= LONGEST_LIST)
  const left = issues.length - fitting.length
  return `${fitting.join('; ')}${left > 0 ? `; and ${left} more` : ''}`
}

function shortened(text: string): string {
  return text.length > LONGEST_ISSUE ? `${text.slice(0, LONGEST_ISSUE - 1)}…` : text
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

/** A plain value, short enough for a message, and without what a URL is signed with. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const bare = withoutSignature(value)
    return JSON.stringify(bare.length > 60 ? `${bare.slice(0, 60)}…` : bare)
  }
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : undefined
}
