import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../src/core/model/intent.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { Stored } from '../../../src/core/model/records.js'
import { leftOverChunks } from '../../../src/core/rules/left-over-chunks.js'
import { NOW, secondsFromNow, stored } from '../support/builders.js'

const over = secondsFromNow(-DEFAULT_POLICY.workflowLimitMs / 1_000)

function chunk(intentId: string, createdAt = over) {
  return stored({ projectId: '91cf', intentId, index: 0, offset: 0, scenes: [], createdAt })
}

describe('leftOverChunks', () => {
  it('are the old ones that belong to no intent', () => {
    const intent: Stored<Intent> = stored({
      projectId: '91cf',
      id: 'one',
      goal: 'scenes-added',
      step: 0,
      actor: 'asker',
      createdAt: over,
    })
    const intentChunks = [chunk('one'), chunk('other'), chunk('young', secondsFromNow(-3_599))]
    const present = { now: NOW, policy: DEFAULT_POLICY }
    expect(leftOverChunks({ intent, intentChunks }, present)).toEqual([chunk('other')])
    expect(leftOverChunks({ intentChunks }, present)).toEqual([chunk('one'), chunk('other')])
    expect(leftOverChunks({}, present)).toEqual([])
  })
})
