import type { Claim } from '../core/model/claim.js'
import type { ProjectRecords } from '../core/model/records.js'
import type { Scene } from '../core/model/scene.js'
import { inDisplayOrder } from '../core/rules/display-order.js'
import { selectForGeneration } from '../core/rules/selection.js'
import type { Selection, SelectionOptions } from '../core/rules/selection.js'
import type { Environment } from './environment.js'
import { presentOf } from './environment.js'
import { noScene } from './load.js'

/**
 * Selects from a project as loaded, in display order.
 * @throws SceneError `SCENE_NOT_FOUND` for a sequence asked for that the project does not have.
 */
export function selectScenes(
  environment: Environment,
  records: ProjectRecords,
  { only, regenerate }: Pick<SelectionOptions, 'only' | 'regenerate'>,
): Selection<Scene> {
  const scenes = inDisplayOrder(records.scenes.map(({ value }) => value))
  for (const sequence of [...(only ?? []), ...(regenerate ?? [])]) {
    if (scenes.some((scene) => scene.sequence === sequence)) continue
    throw noScene({ projectId: records.project.value.projectId, sequence })
  }
  const claims = new Map<number, Claim>()
  for (const [sequence, { value }] of records.claims) claims.set(sequence, value)
  return selectForGeneration(scenes, {
    now: presentOf(environment),
    policy: environment.policy,
    claims,
    ...(only !== undefined && { only }),
    ...(regenerate !== undefined && { regenerate }),
  })
}
