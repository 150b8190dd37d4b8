import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsHold } from '../../../src/core/model/guard.js'
import type { Project } from '../../../src/core/model/project.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { projects } from '../../arbitraries/projects.js'
import { aClaim, aProject, aScene, sceneKey } from '../support/builders.js'

const bounds = fc.record(
  { sceneCount: fc.nat(20), completedScenes: fc.nat(20), failedScenes: fc.nat(20) },
  { requiredKeys: [], noNullPrototype: true },
)

describe('factsHold', () => {
  it('holds of everything where nothing is asked', () => {
    fc.assert(
      fc.property(projects, (project) => {
        expect(factsHold(project, {})).toBe(true)
        expect(factsHold(project, { equals: {}, present: {}, atMost: {}, atLeast: {} })).toBe(true)
      }),
    )
  })

  it('holds of a state and everything it says', () => {
    fc.assert(
      fc.property(projects, (project) => {
        const { sceneCount, completedScenes, failedScenes } = project
        const numbers = Object.fromEntries(
          Object.entries({ sceneCount, completedScenes, failedScenes }).filter(
            ([, count]) => count !== undefined,
          ),
        )
        const present = Object.fromEntries(Object.keys(project).map((field) => [field, true as const]))
        expect(factsHold(project, { equals: project, present, atMost: numbers, atLeast: numbers })).toBe(true)
      }),
      KEY_LAW,
    )
  })

  it('compares every bound with what is there, and never holds of what is not', () => {
    fc.assert(
      fc.property(projects, bounds, bounds, (project, atMost, atLeast) => {
        const within = (field: keyof typeof atMost) => {
          const [most, least, stored] = [atMost[field], atLeast[field], project[field]]
          return (
            (most === undefined || (stored !== undefined && stored <= most)) &&
            (least === undefined || (stored !== undefined && stored >= least))
          )
        }
        expect(factsHold(project, { atMost, atLeast })).toBe(
          within('sceneCount') && within('completedScenes') && within('failedScenes'),
        )
      }),
      KEY_LAW,
    )
  })

  it('needs every part', () => {
    const project = aProject()
    const right = {
      equals: { status: 'processing' },
      present: { ledger: true },
      atMost: { failedScenes: 1 },
      atLeast: { sceneCount: 5 },
    } as const
    expect(factsHold(project, right)).toBe(true)
    const wrong: readonly Partial<Project>[] = [{ status: 'failed' }, { failedScenes: 2 }, { sceneCount: 4 }]
    for (const change of wrong) expect(factsHold({ ...project, ...change }, right)).toBe(false)
    const { ledger, ...rest } = project
    const unsealed: Project = rest
    expect(factsHold(unsealed, right)).toBe(false)
    expect(factsHold({ ...unsealed, ledger: 0 }, right)).toBe(true)
  })

  it('reads null as "must be absent", in clips too', () => {
    expect(factsHold(aProject(), { equals: { ledger: null } })).toBe(false)
    expect(factsHold(aClaim(), { equals: { floor: null } })).toBe(true)
    const scene = aScene({ clips: { original: sceneKey('a.mp4') } })
    expect(factsHold(scene, { equals: { clips: { original: null } } })).toBe(false)
    expect(factsHold(aScene(), { equals: { clips: { original: null } } })).toBe(true)
  })

  it('compares numbers only', () => {
    // A record that somebody else wrote may hold anything.
    const odd: Project = JSON.parse(JSON.stringify({ ...aProject(), failedScenes: '0' })) as Project
    expect(factsHold(odd, { atMost: { failedScenes: 5 } })).toBe(false)
    expect(factsHold(odd, { atLeast: { failedScenes: 0 } })).toBe(false)
  })
})
