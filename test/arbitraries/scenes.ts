import { arbitraryScene } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import type { Scene } from '../../src/core/model/scene.js'

/** The project of every arbitrary record. */
export const PROJECT_ID = '91cf'

/** Scenes in every state, those included that should not occur, before their project counted anything. */
export function scenesOf(sequence: fc.Arbitrary<number>): fc.Arbitrary<Scene> {
  return arbitraryScene({ projectId: PROJECT_ID, sequence, ledger: undefined })
}

/** Scenes of any number up to 1,100, so that padding matters. */
export const scenes: fc.Arbitrary<Scene> = arbitraryScene({ projectId: PROJECT_ID })

/** Several scenes of one project, each of its own number, in any order. */
export const sceneLists: fc.Arbitrary<readonly Scene[]> = fc.uniqueArray(
  scenesOf(fc.integer({ min: 1, max: 12 })),
  { maxLength: 6, selector: (scene) => scene.sequence },
)
