import { describe, expect, it } from 'vitest'
import { keysOfOthers, sceneRecordsOf, usedKeys } from '../../../src/core/rules/scene-records.js'
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
    expect(sceneRecordsOf(project, 7)).toStrictEqual({ project: project.project, scene: project.scenes[1] })
    expect(sceneRecordsOf(project, 4)).toBeUndefined()
  })
})

describe('usedKeys', () => {
  it('are the keys of every clip of every scene', () => {
    expect([...usedKeys(project)].sort()).toEqual([sceneKey('a.mp4'), sceneKey('b.mp4'), sceneKey('c.mp4')])
  })
})

describe('keysOfOthers', () => {
  it('are the keys of the clips of every other scene', () => {
    expect([...keysOfOthers(project, 3)]).toEqual([sceneKey('c.mp4')])
    expect([...keysOfOthers(project, 7)].sort()).toEqual([sceneKey('a.mp4'), sceneKey('b.mp4')])
    expect([...keysOfOthers(project, 8)]).toHaveLength(3)
  })
})
