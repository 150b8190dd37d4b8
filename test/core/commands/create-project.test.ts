import { describe, expect, it } from 'vitest'
import { decideCreateProject } from '../../../src/core/commands/create-project.js'
import { aContext, NOW, projectRecords, sceneKey } from '../support/builders.js'
import { accepted, refusalOf } from '../support/decisions.js'

const order = Date.parse(NOW)

describe('decideCreateProject', () => {
  it('inserts a pending project without scenes, listed under its status', () => {
    const input = {
      projectId: '91cf',
      conceptPrompt: 'ships dance',
      characterImageKey: sceneKey('character.png'),
      mode: 'ad-creative' as const,
      directorConfig: undefined,
    }
    const { change, event, result } = accepted(decideCreateProject(undefined, input, aContext()))
    expect(result).toStrictEqual({
      projectId: '91cf',
      status: 'pending',
      listedAs: 'pending',
      conceptPrompt: 'ships dance',
      characterImageKey: sceneKey('character.png'),
      mode: 'ad-creative',
      sceneCount: 0,
      completedScenes: 0,
      failedScenes: 0,
      ledger: 0,
      ledgerRetired: 0,
      createdAt: NOW,
      updatedAt: NOW,
      order,
    })
    expect(change.writes).toEqual([
      { op: 'insert', ref: { kind: 'project', projectId: '91cf' }, value: result },
    ])
    expect(event).toEqual({
      version: 1,
      id: 'command-1.1',
      type: 'project-created',
      time: NOW,
      order,
      projectId: '91cf',
      actor: 'tester',
      to: 'pending',
    })
  })

  it('is refused when the id is taken', () => {
    const input = { projectId: '91cf', conceptPrompt: 'ships dance' }
    expect(refusalOf(decideCreateProject(projectRecords([]), input, aContext()))).toEqual({
      kind: 'project-exists',
      projectId: '91cf',
    })
  })
})
