import { describe, expect, it } from 'vitest'
import { sceneRecordsOf, usedKeys } from '../../../src/core/rules/scene-records.js'
import { aClaim, projectRecords, sceneKey, stored } from '../support/builders.js'

const project = projectRecords(
  [
    { sequence: 3, clips: { original: sceneKey('a.mp4'), working: sceneKey('b.mp4') } },
    { sequence: 7, clips: { lipSynced: sceneKey('c.mp4') } },
    { sequence: 8 },
  ],
  {},
  { claims: new Map([[3, stored(aClaim())]]) },
)

describe('sceneRecordsOf', () => {
  it('picks a scene with its own claim', () => {
    expect(sceneRecordsOf(project, 3)).toEqual({
      project: project.project,
      scene: project.scenes[0],
      claim: stored(aClaim()),
    })
    expect(sceneRecordsOf(project, 7)).toEqual({ project: project.project, scene: project.scenes[1] })
    expect(sceneRecordsOf(project, 4)).toBeUndefined()
  })
})

describe('usedKeys', () => {
  it('are the keys of every clip of every scene', () => {
    expect([...usedKeys(project)].sort()).toEqual([sceneKey('a.mp4'), sceneKey('b.mp4'), sceneKey('c.mp4')])
  })
})
