import { isSceneError } from '@badapple/scenes'
import { createTestScenes } from '@badapple/scenes/testing'
import type { HistoryStep, HistoryStepName, PlayedStep } from '@badapple/scenes/testing/arbitraries'
import { arbitraryHistory, arbitraryTable, playHistory } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** What happens by this library alone and at one moment, and loses nothing. */
const ORDERLY: readonly HistoryStepName[] = [
  ...(['addScenes', 'claim', 'generate', 'heartbeat', 'submit', 'complete', 'fail', 'release'] as const),
  ...(['editScene', 'reset', 'retry', 'reject', 'upload', 'trim', 'lipSync', 'restore', 'adopt'] as const),
  ...([
    'removeScene',
    'moveScene',
    'startComposition',
    'finishComposition',
    'failComposition',
    'compose',
  ] as const),
  ...(['generateMissing', 'recount', 'repair'] as const),
]

async function played(history: readonly HistoryStep[]) {
  const test = createTestScenes()
  await test.scenes.createProject({ projectId: 'film', conceptPrompt: 'x' })
  return { test, steps: await playHistory(test, 'film', history) }
}

/** What became of each step: nothing where it was accepted, else why not. */
function answers(steps: readonly PlayedStep[]): readonly (string | undefined)[] {
  return steps.map((step) => {
    if (step.accepted) return undefined
    return isSceneError(step.error, 'REFUSED') ? step.error.details.refusal.kind : step.error.code
  })
}

describe('a history', () => {
  it('is played to its end, and a repair puts right whatever came of it', async () => {
    const tally = new Map<HistoryStepName, { accepted: number; refused: number }>()
    await fc.assert(
      fc.asyncProperty(arbitraryHistory(), async (history) => {
        const { test, steps } = await played(history)
        expect(steps.map(({ step }) => step)).toEqual(history)
        for (const { step, accepted } of steps) {
          const counts = tally.get(step.does) ?? { accepted: 0, refused: 0 }
          tally.set(step.does, counts)
          counts[accepted ? 'accepted' : 'refused']++
        }
        await test.scenes.repair('film', { force: true })
        const { findings } = await test.scenes.audit('film')
        expect(findings.filter(({ repairable }) => repairable)).toEqual([])
      }),
      { numRuns: 250, seed: 1 },
    )
    // It is worth running: every step is accepted now and then, and most are refused now and then.
    expect([...tally].filter(([, { accepted }]) => accepted === 0)).toEqual([])
    expect(tally.size).toBe(32)
    expect([...tally.values()].filter(({ refused }) => refused > 0).length).toBeGreaterThan(20)
  })

  it('of this library alone leaves nothing to repair', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHistory({ steps: ORDERLY }), async (history) => {
        const { test } = await played(history)
        expect((await test.scenes.audit('film')).findings).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is also played on a project that exists, whatever is wrong with it', async () => {
    const tables = arbitraryTable({ projects: 1 })
    await fc.assert(
      fc.asyncProperty(tables, arbitraryHistory({ maxLength: 8 }), async (table, history) => {
        const steps = await playHistory(createTestScenes(table), 'project-1', history)
        expect(steps).toHaveLength(history.length)
      }),
      { numRuns: 200 },
    )
  })

  it('has the steps, the scenes and the length that were asked for', () => {
    const options = { steps: ['claim', 'wait'], scenes: 2, maxLength: 5 } as const
    fc.assert(
      fc.property(arbitraryHistory(options), (history) => {
        expect(history.length).toBeLessThanOrEqual(5)
        for (const step of history) {
          expect(options.steps).toContain(step.does)
          if ('scene' in step) expect([1, 2]).toContain(step.scene)
        }
      }),
    )
  })

  it('begins with as many scenes as it is about, or one more', () => {
    fc.assert(
      fc.property(arbitraryHistory(), ([first, ...rest]) => {
        const highest = Math.max(1, ...rest.map((step) => ('scene' in step ? step.scene : 0)))
        expect([highest, highest + 1]).toContain(first?.does === 'addScenes' ? first.count : 0)
      }),
    )
  })

  it('is plain data', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (history) => {
        expect(JSON.parse(JSON.stringify(history))).toStrictEqual(history)
      }),
    )
  })
})

describe('playing a history', () => {
  it('says what became of each step', async () => {
    const { steps } = await played([
      { does: 'addScenes', count: 1 },
      { does: 'complete', scene: 1, worker: 1 },
      { does: 'claim', scene: 1, worker: 1 },
      { does: 'claim', scene: 1, worker: 2 },
      { does: 'retry', scene: 1 },
      { does: 'reset', scene: 9 },
      { does: 'loseObject', scene: 1 },
    ])
    const expected = [
      undefined,
      'CLAIM_LOST',
      undefined,
      'claimed',
      'transition',
      'SCENE_NOT_FOUND',
      'no-video',
    ]
    expect(answers(steps)).toEqual(expected)
  })

  it('lets a worker go on with the claim that it got, also when it was lost', async () => {
    const { test, steps } = await played([
      { does: 'addScenes', count: 1 },
      { does: 'claim', scene: 1, worker: 1 },
      { does: 'wait', ms: 180_000 },
      { does: 'generate', scene: 1, worker: 2 },
      { does: 'complete', scene: 1, worker: 1 },
    ])
    expect(answers(steps)).toEqual([undefined, undefined, undefined, undefined, 'CLAIM_LOST'])
    expect((await test.scenes.load('film')).scenes[0]?.value.clips.original).toContain('/video_2_')
  })

  it('lets the Python backend save what it read before', async () => {
    const { test, steps } = await played([
      { does: 'addScenes', count: 1 },
      { does: 'pythonReads', scene: 1 },
      { does: 'generate', scene: 1, worker: 1 },
      { does: 'pythonSaves', scene: 1 },
    ])
    expect(answers(steps)).toEqual([undefined, undefined, undefined, undefined])
    expect((await test.scenes.load('film')).scenes[0]?.value).toMatchObject({ status: 'pending', clips: {} })
    const { findings } = await test.scenes.audit('film')
    expect(findings.map(({ kind }) => kind)).toContain('lost-clip')
  })

  it('lets a worker die between the upload and the record', async () => {
    const { test } = await played([
      { does: 'addScenes', count: 1 },
      { does: 'claim', scene: 1, worker: 1 },
      { does: 'uploadOnly', scene: 1, worker: 1 },
      { does: 'wait', ms: 3_600_000 },
    ])
    const { findings } = await test.scenes.audit('film')
    expect(findings.map(({ kind }) => kind)).toEqual(['orphaned-blob'])
  })

  it('needs nothing but the service for the steps that are the service’s', async () => {
    const { scenes } = createTestScenes()
    await scenes.createProject({ projectId: 'film', conceptPrompt: 'x' })
    const steps = await playHistory({ scenes }, 'film', [{ does: 'addScenes', count: 2 }])
    expect(answers(steps)).toEqual([undefined])
    await expect(playHistory({ scenes }, 'film', [{ does: 'wait', ms: 1 }])).rejects.toThrow('world.clock')
  })

  it('throws what is no answer', async () => {
    const test = createTestScenes()
    const history: readonly HistoryStep[] = [{ does: 'recount' }]
    await expect(playHistory(test, 'film', history)).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' })
  })
})
