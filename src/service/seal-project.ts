import { decideRecount } from '../core/commands/recount.js'
import type { Environment } from './environment.js'
import { presentOf } from './environment.js'
import { tellOfMismatch } from './signals/tell-of-mismatch.js'

/**
 * Tries once to put a ledger on a project that has none, from one snapshot of all its records. It does not throw:
 * whoever needs the seal goes on without it.
 * @returns Whether the project is sealed now.
 */
export async function sealProject(environment: Environment, projectId: string): Promise<boolean> {
  const { store, ids, clock, policy, actor } = environment
  try {
    const records = await store.loadProject(projectId, { isolated: true })
    if (records === undefined) return false
    const commandId = ids.commandId(clock.now())
    const context = { now: presentOf(environment), policy, commandId, commitId: `${commandId}.1`, actor }
    const decision = decideRecount({ records, isolated: true }, {}, context)
    if (!decision.ok) return false
    if (decision.change === undefined) return true
    const { ok } = await store.commit(decision.change)
    if (ok) tellOfMismatch(environment, { records, isolated: true })
    return ok
  } catch {
    return false
  }
}
