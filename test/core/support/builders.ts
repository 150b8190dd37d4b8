import type { CommandContext } from '../../../src/core/commands/decision.js'
import type { Claim } from '../../../src/core/model/claim.js'
import type { SceneEvent } from '../../../src/core/model/event.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { Project } from '../../../src/core/model/project.js'
import { recountOf } from '../../../src/core/rules/recount.js'
import type { ProjectRecords, SceneRecords, Stored } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { addMs, toTimestamp } from '../../../src/core/model/time.js'

/** The present of the tests. */
export const NOW = toTimestamp('2025-11-24T12:00:00.123456Z')
export const CREATED = toTimestamp('2025-11-24T08:00:00.000001Z')
export const UPDATED = toTimestamp('2025-11-24T09:00:00.000002Z')

/** An instant some seconds from the present. */
export function secondsFromNow(seconds: number) {
  return addMs(NOW, seconds * 1_000)
}

/** A key in the folder of scene 3 of project 91cf. */
export function sceneKey(name: string) {
  return toObjectKey(`mv/projects/91cf/scenes/003/${name}`)
}

export function aScene(given: Partial<Scene> = {}): Scene {
  return {
    projectId: '91cf',
    sequence: 3,
    status: 'pending',
    prompt: 'a lighthouse',
    clips: {},
    createdAt: CREATED,
    updatedAt: UPDATED,
    ...given,
  }
}

export function aProject(given: Partial<Project> = {}): Project {
  return {
    projectId: '91cf',
    status: 'processing',
    conceptPrompt: 'ships dance',
    sceneCount: 5,
    completedScenes: 1,
    failedScenes: 1,
    ledger: 8,
    ledgerRetired: 1,
    createdAt: CREATED,
    updatedAt: UPDATED,
    ...given,
  }
}

/** A claim whose lease runs for another minute. */
export function aClaim(given: Partial<Claim> = {}): Claim {
  return {
    projectId: '91cf',
    sequence: 3,
    claimId: 'claim-1',
    owner: 'worker-1',
    expiry: secondsFromNow(60),
    sceneCreatedAt: CREATED,
    attempt: 1,
    attemptBase: 0,
    ...given,
  }
}

export function anEvent(given: Partial<SceneEvent> = {}): SceneEvent {
  return {
    version: 1,
    id: 'command-1.1',
    type: 'scene-claimed',
    time: NOW,
    order: 1,
    projectId: '91cf',
    actor: 'tester',
    ...given,
  }
}

/** A record as a store returns it after a commit of this library. */
export function stored<T>(value: T, lastCommit = 'commit-1'): Stored<T> {
  return { value, revision: `commit:${lastCommit}`, lastCommit }
}

/** The records of one scene; no claim unless one is given. */
export function records(given: {
  readonly scene?: Partial<Scene>
  readonly claim?: Partial<Claim>
  readonly project?: Partial<Project>
}): SceneRecords {
  return {
    project: stored(aProject(given.project), 'project-commit'),
    scene: stored(aScene(given.scene), 'scene-commit'),
    ...(given.claim !== undefined && { claim: stored(aClaim(given.claim), 'claim-commit') }),
  }
}

/** A project's records with scenes of these numbers and states. */
export function projectRecords(
  scenes: readonly Partial<Scene>[],
  given: Partial<Project> = {},
  others: Partial<Pick<ProjectRecords, 'sequenceMark' | 'claims' | 'invalid'>> = {},
): ProjectRecords {
  const list = scenes.map((scene) => stored(aScene(scene)))
  return {
    project: stored(
      aProject({ ...recountOf({ scenes: list, invalid: others.invalid ?? [] }), ...given }),
      'project-commit',
    ),
    scenes: list,
    claims: new Map(),
    invalid: [],
    ...others,
  }
}

export function aContext(given: Partial<CommandContext> = {}): CommandContext {
  return {
    now: NOW,
    policy: DEFAULT_POLICY,
    commandId: 'command-1',
    commitId: 'command-1.1',
    actor: 'tester',
    ...given,
  }
}
