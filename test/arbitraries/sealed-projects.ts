import fc from 'fast-check'
import type { Project } from '../../src/core/model/project.js'
import type { ProjectRecords, Stored } from '../../src/core/model/records.js'
import type { Scene } from '../../src/core/model/scene.js'
import { deriveProjectStatus, recalculateCounters } from '../../src/core/rules/counters.js'
import { withClaims } from './claims.js'
import { projects } from './projects.js'
import { sceneLists } from './scenes.js'

function stored<T>(value: T, lastCommit: string): Stored<T> {
  return { value, revision: `commit:${lastCommit}`, lastCommit }
}

/** Scenes of one project with the changes that were counted of each; none of those that a foreign save wiped. */
const countedScenes = fc
  .tuple(withClaims(sceneLists), fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }))
  .map(([[scenes, claims], ledgers]) => ({
    scenes: scenes.map((scene, at): Scene => {
      const ledger = ledgers[at] ?? 0
      return ledger === 0 ? scene : { ...scene, ledger }
    }),
    claims,
  }))

/** Projects whose counters, status, ledger and place in the index are as their scenes say. */
export const sealedProjects: fc.Arbitrary<ProjectRecords> = fc
  .tuple(projects, countedScenes, fc.nat(5))
  .map(([project, { scenes, claims }, ledgerRetired]) => {
    const counters = recalculateCounters(scenes)
    const status = deriveProjectStatus(project.status, counters)
    const ledger = scenes.reduce((sum, scene) => sum + (scene.ledger ?? 0), ledgerRetired)
    return {
      project: stored<Project>(
        { ...project, ...counters, status, listedAs: status, ledger, ledgerRetired },
        'project-0',
      ),
      scenes: scenes
        .toSorted((a, b) => a.sequence - b.sequence)
        .map((scene) => stored(scene, `scene-${scene.sequence}`)),
      claims: new Map([...claims].map(([sequence, claim]) => [sequence, stored(claim, `claim-${sequence}`)])),
      invalid: [],
    }
  })

/** The same project after a foreign save: its seal is gone, and its counters say whatever they say. */
export const unsealedProjects: fc.Arbitrary<ProjectRecords> = fc
  .tuple(sealedProjects, projects)
  .map(([records, { sceneCount, completedScenes, failedScenes, status, listedAs }]) => {
    const { ledger, ledgerRetired, order, ...rest } = records.project.value
    const foreign = { sceneCount, completedScenes, failedScenes, status, listedAs }
    const given = Object.fromEntries(Object.entries(foreign).filter(([, value]) => value !== undefined))
    return { ...records, project: { value: { ...rest, ...given }, revision: 'updated:"2025"' } }
  })
