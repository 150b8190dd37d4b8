import type { Item } from '@badapple/scenes'
import { fromDynamoJson } from '@badapple/scenes'
import { createTestScenes } from '@badapple/scenes/testing'
import type { GeneratedTable, HistoryStep } from '@badapple/scenes/testing/arbitraries'
import {
  arbitraryHistory,
  arbitraryProject,
  arbitraryScene,
  arbitraryTable,
  playHistory,
} from '@badapple/scenes/testing/arbitraries'
import { describe, expect, it } from 'vitest'
import { shrunkTo, shrunkToLater } from './support/shrunk.js'

const FIRST_MOMENT = '2025-11-24T00:00:00.000000Z'

function scenesIn({ items }: GeneratedTable): readonly Item[] {
  return items.map(fromDynamoJson).filter(({ entityType }) => entityType === 'scene')
}

function hasScene(table: GeneratedTable, wanted: string): boolean {
  return scenesIn(table).some(({ status }) => status === wanted)
}

/** Whether a scene is reset that was completed before. */
function losesWork(history: readonly HistoryStep[]): boolean {
  const completed = new Set<number>()
  return history.some((step) => {
    if (step.does === 'complete' || step.does === 'generate') completed.add(step.scene)
    return step.does === 'reset' && completed.has(step.scene)
  })
}

describe('a scene', () => {
  const plain = {
    projectId: 'project-1',
    sequence: 1,
    prompt: '',
    createdAt: FIRST_MOMENT,
    updatedAt: FIRST_MOMENT,
  }

  it('shrinks to nothing but what the property is about', () => {
    expect(shrunkTo(arbitraryScene(), ({ status }) => status !== 'failed')).toEqual([
      { ...plain, status: 'failed', clips: {} },
    ])
    expect(shrunkTo(arbitraryScene(), ({ clips }) => clips.original === undefined)).toEqual([
      {
        ...plain,
        status: 'pending',
        clips: { original: 'mv/projects/project-1/scenes/001/video_0_claim-1.mp4' },
      },
    ])
  })
})

describe('a project', () => {
  it('shrinks to nothing but what the property is about', () => {
    expect(shrunkTo(arbitraryProject(), ({ status }) => status !== 'composing')).toEqual([
      {
        projectId: 'project-1',
        status: 'composing',
        conceptPrompt: '',
        createdAt: FIRST_MOMENT,
        updatedAt: FIRST_MOMENT,
      },
    ])
  })
})

describe('a table', () => {
  it('shrinks to one project with one scene that has nothing special but what the property is about', () => {
    const [table, ...others] = shrunkTo(
      arbitraryTable({ health: 'healthy', projects: { max: 4 } }),
      (one) => !hasScene(one, 'failed'),
    )
    expect(others).toEqual([])
    expect(table).toMatchObject({ projects: ['project-1'], faults: [], objects: [] })
    expect(table && scenesIn(table)).toEqual([
      {
        PK: 'PROJECT#project-1',
        SK: 'SCENE#001',
        entityType: 'scene',
        projectId: 'project-1',
        sequence: 1,
        displaySequence: 1,
        status: 'failed',
        prompt: 'a',
        errorMessage: 'no credit',
        createdAt: '2025-11-24T08:00:00.000000+0000',
        updatedAt: '2025-11-24T12:00:00.000000+0000',
        order: 1,
        ledger: 1,
        lastCommit: 'commit-1',
      },
    ])
    expect(table?.items).toHaveLength(3)
  })

  it('shrinks to one project with one scene, whether a fault made it so or not', () => {
    const tables = shrunkTo(arbitraryTable(), (one) => !hasScene(one, 'failed'))
    for (const table of tables) {
      expect(table.projects).toEqual(['project-1'])
      expect(scenesIn(table)).toHaveLength(1)
      expect(table.faults.length).toBeLessThanOrEqual(1)
    }
  })

  it('shrinks to one without scenes', () => {
    const tables = shrunkTo(arbitraryTable({ projects: { max: 4 } }), () => false)
    expect(tables.map(({ items, faults }) => [items.length, faults])).toEqual([[1, []]])
  })

  it('keeps as many projects and scenes as it must have', () => {
    const tables = shrunkTo(
      arbitraryTable({ health: 'healthy', projects: 2, scenes: { min: 2 } }),
      () => false,
    )
    expect(tables.map((table) => [table.projects.length, scenesIn(table).length])).toEqual([[2, 4]])
  })
})

describe('a broken table', () => {
  it('shrinks to one fault on one scene', () => {
    const tables = shrunkTo(
      arbitraryTable({ health: 'broken', projects: { max: 4 } }),
      ({ faults }) => !faults.includes('stalled'),
    )
    expect(tables.map((table) => [table.projects, table.faults, scenesIn(table).length])).toEqual([
      [['project-1'], ['stalled'], 1],
    ])
  })

  it('shrinks to two faults where it takes two', () => {
    const tables = shrunkTo(
      arbitraryTable({ health: 'broken', faults: ['counter-drift', 'display-order', 'silent-success'] }),
      ({ faults }) => !(faults.includes('counter-drift') && faults.includes('display-order')),
    )
    for (const table of tables) {
      expect([...table.faults].sort()).toEqual(['counter-drift', 'display-order'])
      expect(scenesIn(table)).toHaveLength(1)
    }
  })
})

describe('a history', () => {
  it('shrinks to the steps that are needed', () => {
    expect(shrunkTo(arbitraryHistory(), (history) => !losesWork(history))).toEqual(
      expect.arrayContaining([
        [
          { does: 'addScenes', count: 1 },
          { does: 'generate', scene: 1, worker: 1 },
          { does: 'reset', scene: 1 },
        ],
      ]),
    )
  })

  it('shrinks to the steps that are needed also where it is played', async () => {
    const shrunk = await shrunkToLater(arbitraryHistory({ maxLength: 12 }), async (history) => {
      const test = createTestScenes()
      await test.scenes.createProject({ projectId: 'film', conceptPrompt: 'x' })
      const played = await playHistory(test, 'film', history)
      return !losesWork(played.filter(({ accepted }) => accepted).map(({ step }) => step))
    })
    for (const [first, ...rest] of shrunk) {
      expect(first).toEqual({ does: 'addScenes', count: 1 })
      expect(rest.length).toBeLessThanOrEqual(3)
      expect(rest.every((step) => 'scene' in step && step.scene === 1)).toBe(true)
      expect(rest.every((step) => !('worker' in step) || step.worker === 1)).toBe(true)
    }
  })
})
