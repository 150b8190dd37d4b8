import type { Ids } from '../service/ids.js'

/**
 * Identities that count: readable, and the same in every run.
 * @param prefix - Keeps the commands of several processes apart.
 * @example
 * const ids = countingIds('worker-2-')
 * ids.commandId(0) // '0-worker-2-000001'
 */
export function countingIds(prefix = ''): Ids {
  const projects = new Map<string, string>()
  let commands = 0
  return {
    projectId: (commandId) => {
      const known = projects.get(commandId) ?? `project-${projects.size + 1}`
      projects.set(commandId, known)
      return known
    },
    commandId: (nowMs) => `${nowMs}-${prefix}${String(++commands).padStart(6, '0')}`,
  }
}
