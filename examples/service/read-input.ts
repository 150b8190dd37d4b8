import type { Context } from 'hono'
import type * as z from 'zod'
import { projectPath, scenePath } from './bodies.schema.js'
import { ApiError } from './errors.js'

/** The project that a path names. */
export function projectIn(context: Context): string {
  return checked(projectPath, context.req.param(), 'path').projectId
}

/** The scene that a path names. */
export function sceneIn(context: Context): z.output<typeof scenePath> {
  return checked(scenePath, context.req.param(), 'path')
}

/** The JSON of a request; an empty body is an empty object. */
export async function jsonOf<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text()
  let json: unknown = {}
  try {
    if (text !== '') json = JSON.parse(text)
  } catch {
    throw new ApiError('ValidationError', 'invalid body: it is no JSON')
  }
  return checked(schema, json, 'body')
}

/** The form of a request, files included. */
export async function formOf<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  try {
    return checked(schema, await context.req.parseBody(), 'form')
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError('ValidationError', 'invalid form: it cannot be read')
    throw error
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
  throw new ApiError('ValidationError', `invalid ${what}: ${issues.join('; ')}`, { issues })
}
