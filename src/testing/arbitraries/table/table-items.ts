import type { DynamoJsonItem } from '../../../core/items/dynamo-json.js'
import { toDynamoJson } from '../../../core/items/dynamo-json.js'
import { toEventItem } from '../../../core/items/event-item.js'
import type { Item } from '../../../core/items/item.js'
import { newItem } from '../../../core/items/stored-item.js'
import type { ProjectRow } from './project-row.js'
import type { SceneRow } from './scene-row.js'

const COMMIT = 'commit-1'

/** The items of a project in the form of the production table. */
export function tableItems({ project, scenes, intent }: ProjectRow): readonly DynamoJsonItem[] {
  const { projectId } = project
  const highest = Math.max(0, ...scenes.map(({ scene }) => scene.sequence))
  const items: readonly Item[] = [
    newItem({ op: 'insert', ref: { kind: 'project', projectId }, value: project }, commitOf(project)),
    ...scenes.flatMap((row) => sceneItems(projectId, row)),
    ...(intent === undefined
      ? []
      : [newItem({ op: 'insert', ref: { kind: 'intent', projectId }, value: intent }, COMMIT)]),
    ...(project.order === undefined || highest === 0
      ? []
      : [
          newItem(
            { op: 'insert', ref: { kind: 'sequence-mark', projectId }, value: { projectId, highest } },
            COMMIT,
          ),
        ]),
  ]
  return items.map(toDynamoJson)
}

function sceneItems(
  projectId: string,
  { scene, claim, events = [], spoiled = {} }: SceneRow,
): readonly Item[] {
  const { sequence } = scene
  const item = newItem(
    { op: 'insert', ref: { kind: 'scene', projectId, sequence }, value: scene },
    commitOf(scene),
  )
  const lease =
    claim === undefined
      ? []
      : [newItem({ op: 'insert', ref: { kind: 'claim', projectId, sequence }, value: claim }, COMMIT)]
  return [{ ...item, ...spoiled }, ...lease, ...events.map(toEventItem)]
}

/** This library leaves its commit on whatever has an `order`, as every foreign save wipes both. */
function commitOf({ order }: { readonly order?: number }): string | undefined {
  return order === undefined ? undefined : COMMIT
}
