import * as z from 'zod'

/** A project's id: letters, digits, `-` and `_`, as it becomes part of object keys. Production uses UUIDs. */
export const projectIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'a project id has 1 to 64 letters, digits, - or _')
