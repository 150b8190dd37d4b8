import type { Policy } from '../../index.js'
import type { Input } from '../command.js'
import { FOREIGN_GRACE } from '../options/source-options.js'

/** What of the policy the command line says. */
export function policyOf(input: Input): Partial<Policy> {
  const foreignGraceMs = input.option(FOREIGN_GRACE)
  return foreignGraceMs === undefined ? {} : { foreignGraceMs }
}
