import type { Ids } from '@badapple/scenes'

/** Identities that count: readable, and the same in every run. */
export function countingIds(prefix = ''): Ids {
  let projects = 0
  let commands = 0
  return {
    projectId: () => `project-${++projects}`,
    commandId: (nowMs) => `${nowMs}-${prefix}${String(++commands).padStart(6, '0')}`,
  }
}
