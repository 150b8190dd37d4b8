import { arbitraryProject } from '@badapple/scenes/testing/arbitraries'
import type fc from 'fast-check'
import type { Project } from '../../src/core/model/project.js'
import { PROJECT_ID } from './scenes.js'

/** Projects of every status, new, old, and saved by others, whose counters nobody vouches for. */
export const projects: fc.Arbitrary<Project> = arbitraryProject({
  projectId: PROJECT_ID,
  ledger: undefined,
  ledgerRetired: undefined,
})
