import { lifeOfAClaim } from './claim-graph.js'
import { draw } from './draw.js'
import { tableLayout } from './layout-graph.js'
import { projectStates, sceneStates } from './state-graphs.js'
import { tiers } from './tier-graph.js'

/** Every picture of the documents, by its file in `docs/diagrams`. */
export function diagrams(): Readonly<Record<string, string>> {
  return {
    'scene-states.svg': draw('The statuses of a scene and the commands that move it', sceneStates()),
    'project-states.svg': draw('The statuses of a project and the moves between them', projectStates()),
    'claim.svg': draw('The life of a claim', lifeOfAClaim()),
    'layout.svg': draw('The items of a project in the table', tableLayout()),
    'tiers.svg': draw('The parts of the library and what each imports', tiers()),
  }
}
