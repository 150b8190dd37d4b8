import type { Ids } from '@badapple/scenes'

/** Identities that count: readable, and the same in every run. */
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
