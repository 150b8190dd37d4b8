import type { Ids } from '../service/ids.js'

/**
 * Identities that count: readable, and the same in every run.
 * @param prefix - Keeps the commands of several processes apart.
 * @param taken - Identities that somebody has already, which are left out.
 * @example
 * const ids = countingIds('worker-2-')
 * ids.commandId(0) // '0-worker-2-000001'
 */
export function countingIds(prefix = '', taken: ReadonlySet<string> = new Set()): Ids {
  const projects = new Map<string, string>()
  let [projectCount, commandCount] = [0, 0]
  const free = (next: () => string): string => {
    const id = next()
    return taken.has(id) ? free(next) : id
  }
  return {
    projectId: (commandId) => {
      const known = projects.get(commandId) ?? free(() => `project-${++projectCount}`)
      projects.set(commandId, known)
      return known
    },
    commandId: (nowMs) => free(() => `${nowMs}-${prefix}${String(++commandCount).padStart(6, '0')}`),
  }
}
