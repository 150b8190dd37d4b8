import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'
import { toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import { toEventItem } from '../../../src/core/items/event-item.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import type { Change, Write } from '../../../src/core/model/change.js'
import type { Project } from '../../../src/core/model/project.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { anEvent, aProject, aScene } from '../../core/support/builders.js'

const projectId = '91cf'

/** A project's item, as this library wrote it, or as the backend saved it. */
export function projectItem(given: Partial<Project> = {}, lastCommit?: string): DynamoJsonItem {
  const value = aProject({ listedAs: given.status ?? 'processing', ...given })
  return toDynamoJson(
    newItem({ op: 'insert', ref: { kind: 'project', projectId: value.projectId }, value }, lastCommit),
  )
}

export function sceneItem(given: Partial<Scene> = {}, lastCommit?: string): DynamoJsonItem {
  const value = aScene(given)
  const ref = { kind: 'scene', projectId, sequence: value.sequence } as const
  return toDynamoJson(newItem({ op: 'insert', ref, value }, lastCommit))
}

export function eventItem(id: string): DynamoJsonItem {
  return toDynamoJson(toEventItem(anEvent({ id })))
}

/** A change with an event of the same id. */
export function aChange(id: string, ...writes: readonly Write[]): Change {
  return { id, projectId, writes, event: anEvent({ id }) }
}

export const SCENE_REF = { kind: 'scene', projectId, sequence: 3 } as const
export const PROJECT_REF = { kind: 'project', projectId } as const
