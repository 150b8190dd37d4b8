import * as z from 'zod'
import { objectKeyProblem, toObjectKey } from './object-key.js'

/** An object key; a URL is refused. */
export const objectKeySchema = z
  .string()
  .superRefine((text, context) => {
    const problem = objectKeyProblem(text)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `not an object key: ${problem}` })
  })
  .transform(toObjectKey)
