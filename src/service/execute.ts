import type { CommandContext, Decision } from '../core/commands/decision.js'
import type { Change, Conflict, Write } from '../core/model/change.js'
import { MAX_ACTIONS } from '../core/model/change.js'
import { isSceneError, SceneError } from '../core/model/error.js'
import type { EventType, SceneEvent } from '../core/model/event.js'
import type { Revision } from '../core/model/records.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import { actionsOf } from '../core/model/assert-change.js'
import type { Environment } from './environment.js'
import { presentOf } from './environment.js'
import { refusalError } from './refusal-error.js'
import { sealProject } from './seal-project.js'
import { jitteredMs, retrying } from './retry.js'

/** A command as the service runs it. */
export interface Command<State, Input, Result> {
  readonly projectId: string
  /** The scene it is about, if it is about one. */
  readonly sequence?: number
  /** What its event says; nothing for a command that writes none. */
  readonly eventType?: EventType
  /** @throws SceneError when there is nothing to decide on. */
  readonly load: (store: SceneStore) => Promise<State>
  readonly decide: (state: State, input: Input, context: CommandContext) => Decision<Result>
  /** The result of a command found to have taken effect earlier, from the records as they are now. */
  readonly recover: (state: State, earlier: Earlier<Result>) => Decision<Result>
}

/** What is known of an execution that took effect although its reply was lost. */
export interface Earlier<Result> {
  readonly commandId: string
  /** What was decided then, when this very call decided it. */
  readonly result?: Result
  /** The event it wrote, when another call did. */
  readonly event?: SceneEvent
}

/** How to run a command. */
export interface ExecuteOptions<State> {
  readonly actor?: string | undefined
  /** Given by a caller that may repeat the call: whatever was done under this id is not done again. */
  readonly commandId?: string | undefined
  /** The id was made just now, so nothing can have been done under it. */
  readonly isNew?: boolean
  /** Records that the caller has at hand; if they are out of date, they are loaded again. */
  readonly known?: State | undefined
}

/** A command that was carried out. */
export interface Executed<State, Result> {
  readonly result: Result
  /** The records on which it was decided. */
  readonly state: State
  /** What this call committed; missing when nothing had to be changed, or an earlier call had done it. */
  readonly committed?: { readonly change: Change; readonly revision: Revision }
  /** Whether the command changed anything, now or earlier. */
  readonly tookEffect: boolean
}

/**
 * Runs a command: load, decide, commit; on conflict again, on the records as they are then. A lost reply is recognised
 * by the command's id on the records or by its event, so nothing is done twice.
 * @throws SceneError `REFUSED` and what else a refusal maps to; `CONTENDED` or `STORE_UNAVAILABLE` when the time budget
 * is used up.
 */
export async function execute<State, Input, Result>(
  environment: Environment,
  command: Command<State, Input, Result>,
  input: Input,
  options: ExecuteOptions<State> = {},
): Promise<Executed<State, Result>> {
  const { store, clock, ids, policy, random, tell } = environment
  const signalled = {
    projectId: command.projectId,
    ...(command.sequence !== undefined && { sequence: command.sequence }),
    command: command.eventType ?? ('heartbeat' as const),
  }
  const commandId = options.commandId ?? ids.commandId(clock.now())
  const deadlineMs = clock.now() + policy.commitBudgetMs
  const mayBeRepeated = options.commandId !== undefined && options.isNew !== true
  // Of a command that is repeated, an earlier call may have sent something.
  let isSent = mayBeRepeated
  const persist = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await retrying(environment, deadlineMs, work)
    } catch (error) {
      if (isSceneError(error, 'STORE_UNAVAILABLE')) throw unavailable(error, commandId, isSent)
      // Of a command that had to be finished first.
      if (isSceneError(error, 'CONTENDED'))
        throw contended(command.projectId, commandId, error.details.attempts)
      throw error
    }
  }
  /** What each commit of this call that got no clear yes would have led to, by its id. */
  const tried = new Map<string, Result>()

  const recovered = async (earlier: Earlier<Result>): Promise<Executed<State, Result>> => {
    const state = await persist(() => command.load(store))
    const decision = command.recover(state, earlier)
    if (!decision.ok) throw refusalError(decision.refusal, command.projectId)
    return { result: decision.result, state, tookEffect: true }
  }
  const findEarlier = async (): Promise<Executed<State, Result> | undefined> => {
    const event = await persist(() => store.findEvent(command.projectId, commandId))
    // What this call itself tried is no misuse of the id, whatever it was called in the history.
    if (event === undefined) return undefined
    if (!tried.has(event.id)) assertSameCommand(command, event, commandId)
    isSent = true
    return recovered(earlierOf(commandId, event.id, tried, event))
  }

  let known = options.known
  let mayWaitForSeal = true
  for (let tries = 1; ; tries++) {
    const isFresh = known === undefined
    const state = known ?? (await persist(() => command.load(store)))
    known = undefined
    // After the records, as a commit of an earlier call may still be on its way, under a number that this call does not
    // know: what arrived before they were read is found, and what arrives later changes what is decided on.
    const done = mayBeRepeated ? await findEarlier() : undefined
    if (done !== undefined) return done
    const decision = command.decide(state, input, {
      now: presentOf(environment),
      policy,
      commandId,
      commitId: `${commandId}.${tries}`,
      actor: options.actor ?? environment.actor,
    })
    if (!decision.ok) {
      if (!isFresh) continue
      const earlier = tried.size > 0 ? await findEarlier() : undefined
      if (earlier !== undefined) return earlier
      if (decision.refusal.kind === 'claim-lost') {
        const { sequence, claimId } = decision.refusal
        tell({ ...signalled, type: 'claim-lost', sequence, claimId })
      }
      throw refusalError(decision.refusal, command.projectId)
    }
    if (decision.change === undefined) return { result: decision.result, state, tookEffect: false }
    if (decision.isUnsealed === true && mayWaitForSeal) {
      // Once only: a clip that is paid for does not wait for counters.
      mayWaitForSeal = false
      if (await sealProject(environment, command.projectId)) continue
    }

    const change = unlessDone(decision.change, [...tried.keys()])
    if (tried.size > 0 && actionsOf(change) > MAX_ACTIONS) {
      throw contended(command.projectId, commandId, tried.size)
    }
    for (const part of decision.before ?? []) await persist(() => store.commit(part))
    isSent = true
    // Sent again in place after errors: the same change under the same id never takes effect twice.
    const answer = await persist(() => store.commit(change))
    if (answer.ok) {
      const committed = { change, revision: answer.revision }
      return { result: decision.result, state, committed, tookEffect: true }
    }
    if (change.event !== undefined) {
      tried.set(change.id, decision.result)
      const seen = commitSeen(change, answer.conflicts, commandId)
      const earlier =
        seen === undefined ? await findEarlier() : await recovered(earlierOf(commandId, seen, tried))
      if (earlier !== undefined) return earlier
    }
    tell({ ...signalled, type: 'conflict', tries })
    const waitMs = jitteredMs(random, tries)
    if (clock.now() + waitMs > deadlineMs) throw contended(command.projectId, commandId, tries)
    await clock.sleep(waitMs)
  }
}

/** Runs commands in an environment, for their results. */
export function runner(environment: Environment) {
  return async <State, Input, Result>(
    command: Command<State, Input, Result>,
    input: Input,
    options: ExecuteOptions<State>,
  ): Promise<Result> => (await execute(environment, command, input, options)).result
}

/** The change on condition that none of the command's earlier commits turns out to have happened after all. */
function unlessDone(change: Change, earlierIds: readonly string[]): Change {
  if (change.event === undefined) return change
  const checks = earlierIds.map((commitId): Write => ({
    op: 'check-no-event',
    projectId: change.projectId,
    commitId,
  }))
  return { ...change, writes: [...change.writes, ...checks] }
}

/** The id of a commit of this command that the conflicting records show. */
function commitSeen(change: Change, conflicts: readonly Conflict[], commandId: string): string | undefined {
  for (const { write, current } of conflicts) {
    if (write === 'event') return change.id
    const guarded = change.writes[write]
    if (guarded?.op === 'check-no-event') return guarded.commitId
    if (current?.lastCommit?.startsWith(`${commandId}.`) === true) return current.lastCommit
  }
  return undefined
}

function earlierOf<Result>(
  commandId: string,
  commitId: string,
  tried: ReadonlyMap<string, Result>,
  event?: SceneEvent,
): Earlier<Result> {
  const result = tried.get(commitId)
  return {
    commandId,
    ...(result !== undefined && { result }),
    ...(event !== undefined && { event }),
  }
}

function contended(projectId: string, commandId: string, attempts: number): SceneError {
  return new SceneError(
    'CONTENDED',
    `project ${projectId}: others changed the same records ${attempts} times in a row; nothing was done. Try again`,
    { commandId, attempts },
    { retryable: true },
  )
}

function unavailable(cause: unknown, commandId: string, isSent: boolean): SceneError {
  const what = isSent
    ? `command ${commandId} may or may not have taken effect. Repeat it with this commandId`
    : 'nothing was changed. Try again'
  return new SceneError(
    'STORE_UNAVAILABLE',
    `the store did not answer; ${what}`,
    { commandId, outcome: isSent ? 'unknown' : 'unchanged' },
    { cause, retryable: true },
  )
}

/** An id stands for one command on one thing; used for another, that one would be taken as done. */
function assertSameCommand(
  { eventType, sequence }: { readonly eventType?: EventType; readonly sequence?: number },
  event: SceneEvent,
  commandId: string,
): void {
  const [begunOn] = event.intent === 'scene-removed' ? (event.sequences ?? []) : []
  if ((event.intent ?? event.type) === eventType && (event.sequence ?? begunOn) === sequence) return
  const scene = event.sequence === undefined ? '' : ` of scene ${event.sequence}`
  throw new SceneError(
    'INVALID_INPUT',
    `commandId ${commandId} was used before, for ${event.type}${scene}; make a new one with newCommandId() for each command`,
    { input: 'commandId', value: commandId },
  )
}
