import fc from 'fast-check'
import type { ProjectRecords, SceneRecords, Stored } from '../../src/core/model/records.js'
import { claimDrafts, claimOn } from '../../src/testing/arbitraries/claim.js'
import { withClaims } from './claims.js'
import { projects } from './projects.js'
import { PROJECT_ID, sceneLists, scenesOf } from './scenes.js'

/** A record as a store returns it, last written by this library or by somebody else. */
function stored<T>(value: T, lastCommit: string | undefined): Stored<T> {
  return lastCommit === undefined
    ? { value, revision: 'updated:"2025"' }
    : { value, revision: `commit:${lastCommit}`, lastCommit }
}

const commits = fc.constantFrom('commit-1', 'commit-2', undefined)

/** One scene with its project and, often, a claim. */
export const sceneRecords: fc.Arbitrary<SceneRecords> = fc
  .tuple(
    projects,
    scenesOf(fc.integer({ min: 1, max: 3 })),
    fc.option(claimDrafts, { nil: undefined, freq: 4 }),
    fc.tuple(commits, commits),
  )
  .map(([project, scene, draft, [first, second]]) => ({
    project: stored(project, first),
    scene: stored(scene, second),
    ...(draft !== undefined && { claim: stored(claimOn(scene, draft), 'commit-3') }),
  }))

/** A project with its scenes and claims, with or without a mark of its highest sequence. */
export const projectRecords: fc.Arbitrary<ProjectRecords> = fc
  .tuple(
    projects,
    withClaims(sceneLists),
    fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined }),
    fc.uniqueArray(fc.integer({ min: 13, max: 20 }), { maxLength: 2 }),
    commits,
  )
  .map(([project, [scenes, claims], highest, unreadable, commit]) => ({
    project: stored(project, commit),
    scenes: scenes.toSorted((a, b) => a.sequence - b.sequence).map((scene) => stored(scene, 'commit-1')),
    claims: new Map([...claims].map(([sequence, claim]) => [sequence, stored(claim, 'commit-1')])),
    invalid: unreadable.map((sequence) => ({
      kind: 'scene' as const,
      id: `SCENE#0${sequence}`,
      issues: ['unreadable'],
      raw: {},
    })),
    ...(highest !== undefined && {
      sequenceMark: stored({ projectId: PROJECT_ID, highest }, 'commit-1'),
    }),
  }))
