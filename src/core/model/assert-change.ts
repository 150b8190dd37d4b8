import type { Change, Write } from './change.js'
import { MAX_ACTIONS } from './change.js'
import { SceneError } from './error.js'
import { applyPatch, matches } from './patch.js'

/**
 * Refuses changes that no store may execute: two writes of one record, more than one commit takes, records or an event
 * of another project, and a change that could take effect twice, because its own success would not falsify one of its
 * guards. Every adapter calls it before it commits.
 * @throws SceneError `INVALID_CHANGE`, naming the rule.
 */
export function assertChange(change: Change): void {
  const rule = brokenRule(change)
  if (rule === undefined) return
  throw new SceneError('INVALID_CHANGE', `change ${change.id} is refused: ${rule}`, {
    changeId: change.id,
    rule,
  })
}

/** Actions of a commit: its writes and its event. */
export function actionsOf(change: Change): number {
  return change.writes.length + (change.event === undefined ? 0 : 1)
}

function brokenRule(change: Change): string | undefined {
  const actions = actionsOf(change)
  const targets = change.writes.map(targetOf)
  if (change.writes.length === 0) return 'it writes nothing'
  if (actions > MAX_ACTIONS) return `it has ${actions} actions, and a commit takes ${MAX_ACTIONS}`
  if (new Set(targets).size < targets.length) return 'it has two writes for one record'
  if (change.writes.some((write) => projectOf(write) !== change.projectId))
    return 'it writes into another project'
  if (change.event !== undefined && change.event.id !== change.id) return 'its event has another id'
  if (change.event !== undefined && change.event.projectId !== change.projectId)
    return 'its event is about another project'
  if (!change.writes.some((write) => isFalsified(write, change)))
    return 'it could take effect twice: none of its guards fails after its own success'
  return undefined
}

function targetOf(write: Write): string {
  if (write.op === 'check-no-event') return `event ${write.commitId}`
  const { kind, sequence = '', intentId = '', index = '' } = write.ref
  return `${kind} ${sequence} ${intentId} ${index}`
}

function projectOf(write: Write): string {
  return write.op === 'check-no-event' ? write.projectId : write.ref.projectId
}

/** Whether the write's own success makes its condition false. */
function isFalsified(write: Write, change: Change): boolean {
  switch (write.op) {
    case 'insert':
    case 'delete':
      return true
    case 'check':
    case 'check-absent':
    case 'check-no-event':
      return false
    case 'update': {
      const newRevision = change.event !== undefined && write.guard.revision !== undefined
      const facts = write.guard.equals ?? {}
      return newRevision || !matches(applyPatch<object>(facts, write.set), facts)
    }
  }
}
