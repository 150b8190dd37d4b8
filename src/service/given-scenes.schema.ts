import * as z from 'zod'
import { newSceneSchema } from '../core/model/new-scene.schema.js'
import type { Policy } from '../core/model/policy.js'
import { DEFAULT_POLICY } from '../core/model/policy.js'
import { sceneChangesSchema } from '../core/model/scene-changes.schema.js'

type Limits = Pick<Policy, 'maxPromptLength' | 'maxNegativePromptLength'>

/** The schemas that were made last, and for which limits. */
let kept = schemasUnder(DEFAULT_POLICY)

/**
 * What scenes and changes that callers give are checked with. The last schemas are kept, as zod takes longer to make one than
 * to use it many times, and most services of a process have the same limits.
 */
export function givenScenesUnder({ maxPromptLength, maxNegativePromptLength }: Limits): typeof kept {
  const { limits } = kept
  if (
    limits.maxPromptLength !== maxPromptLength ||
    limits.maxNegativePromptLength !== maxNegativePromptLength
  )
    kept = schemasUnder({ maxPromptLength, maxNegativePromptLength })
  return kept
}

function schemasUnder(limits: Limits) {
  return { limits, newScenes: z.array(newSceneSchema(limits)).min(1), changes: sceneChangesSchema(limits) }
}
