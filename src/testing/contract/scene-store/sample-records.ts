import type { Claim } from '../../../core/model/claim.js'
import type { SceneEvent } from '../../../core/model/event.js'
import type { Intent, IntentChunk } from '../../../core/model/intent.js'
import { toObjectKey } from '../../../core/model/object-key.js'
import type { Project } from '../../../core/model/project.js'
import type { SequenceMark } from '../../../core/model/records.js'
import type { Scene } from '../../../core/model/scene.js'
import { toTimestamp } from '../../../core/model/time.js'

/** When the sample records were made, and when somebody changed them. */
export const CREATED = toTimestamp('2025-11-24T08:15:30.123456Z')
export const UPDATED = toTimestamp('2025-11-24T09:00:00.000002Z')
export const LATER = toTimestamp('2025-11-24T09:02:00.000003Z')
export const EVEN_LATER = toTimestamp('2025-11-24T09:04:00.000004Z')

/** A key in the folder of scene 1. */
export function keyNamed(name: string) {
  return toObjectKey(`mv/projects/91cf/scenes/001/${name}`)
}

/** A project with only the fields that every project has, and the given ones. */
export function aProject(projectId: string, given: Partial<Project> = {}): Project {
  return {
    projectId,
    status: 'processing',
    conceptPrompt: 'ships dance',
    createdAt: CREATED,
    updatedAt: UPDATED,
    ...given,
  }
}

/** A scene with only the fields that every scene has, and the given ones. */
export function aScene(projectId: string, sequence: number, given: Partial<Scene> = {}): Scene {
  return {
    projectId,
    sequence,
    status: 'pending',
    prompt: 'a lighthouse',
    clips: {},
    createdAt: CREATED,
    updatedAt: UPDATED,
    ...given,
  }
}

/** A claim with only the fields that every claim has, and the given ones. */
export function aClaim(projectId: string, sequence: number, given: Partial<Claim> = {}): Claim {
  return {
    projectId,
    sequence,
    claimId: `claim-of-${sequence}`,
    owner: 'worker-1',
    expiry: UPDATED,
    sceneCreatedAt: CREATED,
    attempt: 1,
    attemptBase: 0,
    ...given,
  }
}

export function aMark(projectId: string, highest: number): SequenceMark {
  return { projectId, highest }
}

export function anIntent(projectId: string, given: Partial<Intent> = {}): Intent {
  return {
    projectId,
    id: 'intent-1',
    goal: 'scenes-reordered',
    step: 0,
    actor: 'contract',
    createdAt: CREATED,
    ...given,
  }
}

export function aChunk(projectId: string, intentId: string, index: number): IntentChunk {
  return { projectId, intentId, index, offset: index, scenes: [], createdAt: CREATED }
}

/** An event with only the fields that every event has, and the given ones. */
export function anEvent(projectId: string, id: string, given: Partial<SceneEvent> = {}): SceneEvent {
  return {
    version: 1,
    id,
    type: 'scene-edited',
    time: UPDATED,
    order: 1,
    projectId,
    actor: 'contract',
    ...given,
  }
}
