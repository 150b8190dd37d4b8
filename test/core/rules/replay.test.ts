import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SceneEvent } from '@badapple/scenes'
import type { HistoryStep, HistoryStepName } from '@badapple/scenes/testing/arbitraries'
import { arbitraryHistory, playHistory } from '@badapple/scenes/testing/arbitraries'
import { ProjectReplay, replayDifferences, replayEvents } from '@badapple/scenes'
import { createTestScenes } from '@badapple/scenes/testing'
import { seededRandom } from '../../../src/testing/seeded-random.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { runs } from '../../arbitraries/runs.js'
import { anEvent, projectRecords } from '../support/builders.js'

const HISTORIES = runs(300)

/** Everything that writes through the library, loses of objects and waits included. */
const BY_THE_LIBRARY: readonly HistoryStepName[] = [
  ...(['addScenes', 'claim', 'generate', 'heartbeat', 'submit', 'uploadOnly', 'complete', 'fail'] as const),
  ...(['release', 'editScene', 'reset', 'retry', 'reject', 'upload', 'trim', 'lipSync'] as const),
  ...(['restore', 'adopt', 'removeScene', 'setSceneStatus', 'moveScene', 'generateMissing'] as const),
  ...(['startComposition', 'finishComposition', 'failComposition', 'compose', 'recount'] as const),
  ...(['repair', 'wait', 'loseObject'] as const),
]

async function played(history: readonly HistoryStep[]) {
  const test = createTestScenes()
  await test.scenes.createProject({ projectId: 'film', conceptPrompt: 'x' })
  await playHistory(test, 'film', history)
  const events: SceneEvent[] = []
  for (let after: string | undefined; ;) {
    const page = await test.scenes.history('film', { limit: 1_000, ...(after !== undefined && { after }) })
    events.push(...page.items)
    if (page.cursor === undefined) return { records: await test.scenes.load('film'), events }
    after = page.cursor
  }
}

describe('a replay', () => {
  it('of any history of this library is what is stored', async () => {
    let clips = 0
    await fc.assert(
      fc.asyncProperty(arbitraryHistory({ steps: BY_THE_LIBRARY }), async (history) => {
        const { records, events } = await played(history)
        const replayed = replayEvents(events)
        const { status, sceneCount, completedScenes, failedScenes, finalOutputKey, order } =
          records.project.value
        expect(replayed).toEqual({
          status,
          order,
          ...(finalOutputKey !== undefined && { finalOutputKey }),
          counters: { sceneCount, completedScenes, failedScenes },
          scenes: records.scenes.map(({ value }) => ({
            sequence: value.sequence,
            status: value.status,
            clips: value.clips,
            order: value.order,
          })),
          isWhole: true,
        })
        expect(replayDifferences(replayed, records)).toEqual([])
        clips += replayed.scenes.filter((scene) => scene.clips?.original !== undefined).length
      }),
      HISTORIES,
    )
    expect(clips).toBeGreaterThan(HISTORIES.numRuns / 3)
  })

  it('is the same in any order, in any parts, and when events come twice', async () => {
    const choice = fc.record({
      history: arbitraryHistory({ steps: BY_THE_LIBRARY }),
      seed: fc.nat(),
    })
    await fc.assert(
      fc.asyncProperty(choice, async ({ history, seed }) => {
        const { events } = await played(history)
        const random = seededRandom(seed)
        const chance = () => Math.floor(random() * 1_000)
        const twice = [...events, ...events.filter(() => chance() % 3 === 0)]
        const shuffled = twice
          .map((event) => ({ event, at: chance() }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event)
        const replay = new ProjectReplay()
        for (let rest = shuffled; rest.length > 0;) {
          const part = rest.slice(0, 1 + (chance() % 5))
          rest = rest.slice(part.length)
          replay.add(part)
        }
        expect(replay.project()).toEqual(replayEvents(events))
      }),
      runs(100),
    )
  })

  it('of commands that are done in steps is what is stored', async () => {
    const { records, events } = await played([
      { does: 'addScenes', count: 230 },
      { does: 'moveScene', scene: 230, to: 1 },
      { does: 'generate', scene: 1, worker: 1 },
      { does: 'removeScene', scene: 2 },
    ])
    expect(events.filter(({ type }) => type === 'intent-advanced').length).toBeGreaterThan(1)
    expect(events.filter(({ type }) => type === 'scenes-added').length).toBeGreaterThan(1)
    const replayed = replayEvents(events)
    expect(replayed).toMatchObject({ isWhole: true, counters: { sceneCount: 229 } })
    expect(replayDifferences(replayed, records)).toEqual([])
  })

  it('follows `order`, whatever the ids say and whichever comes first', () => {
    const claimed = anEvent({ id: 'b.1', sequence: 1, order: 7, type: 'scene-claimed', to: 'processing' })
    const released = anEvent({ id: 'a.1', sequence: 1, order: 8, type: 'claim-released', to: 'pending' })
    const expected = [{ sequence: 1, status: 'pending', order: 8 }]
    expect(replayEvents([claimed, released]).scenes).toEqual(expected)
    expect(replayEvents([released, claimed]).scenes).toEqual(expected)
  })

  it('leaves a removed scene removed when an earlier event of it comes late', () => {
    const removed = anEvent({ id: 'c.1', type: 'scene-removed', sequence: 1, order: 9 })
    const late = anEvent({ id: 'a.1', type: 'scene-completed', sequence: 1, order: 8, to: 'completed' })
    expect(replayEvents([removed, late]).scenes).toEqual([])
    expect(replayEvents([late, removed]).scenes).toEqual([])
  })

  it('decides between equal numbers by the id, in either order', () => {
    const one = anEvent({ id: 'a.1', sequence: 1, order: 5, to: 'failed' })
    const other = anEvent({ id: 'b.1', sequence: 1, order: 5, to: 'pending' })
    const expected = [{ sequence: 1, status: 'pending', order: 5 }]
    expect(replayEvents([one, other]).scenes).toMatchObject(expected)
    expect(replayEvents([other, one]).scenes).toMatchObject(expected)
  })

  it('says nothing of what no event tells', () => {
    const edited = anEvent({ type: 'scene-edited', sequence: 3, order: 5 })
    expect(replayEvents([edited])).toEqual({
      order: 0,
      scenes: [{ sequence: 3, order: 5 }],
      counters: { sceneCount: 1, completedScenes: 0, failedScenes: 0 },
      isWhole: false,
    })
  })

  it('is whole with the creation of the project and of every scene', () => {
    const created = anEvent({ id: 'a.1', type: 'project-created', order: 1, to: 'pending' })
    const added = anEvent({ id: 'b.1', type: 'scenes-added', order: 2, sequences: [1] })
    const strange = anEvent({ id: 'c.1', type: 'scene-edited', sequence: 2, order: 3 })
    expect(replayEvents([created, added]).isWhole).toBe(true)
    expect(replayEvents([added]).isWhole).toBe(false)
    expect(replayEvents([created, added, strange]).isWhole).toBe(false)
  })

  it('keeps the film when later events do not name it', () => {
    const finalOutput = toObjectKey('mv/projects/91cf/film.mp4')
    const composed = anEvent({ id: 'a.1', order: 5, to: 'completed', finalOutput })
    const edited = anEvent({ id: 'b.1', order: 6 })
    expect(replayEvents([composed, edited]).finalOutputKey).toBe(finalOutput)
  })

  it('refuses what is no list', () => {
    // @ts-expect-error -- as a caller without types would
    expect(() => replayEvents(undefined)).toThrow('events must be a list')
  })
})

describe('its differences', () => {
  const generated: readonly HistoryStep[] = [
    { does: 'addScenes', count: 2 },
    { does: 'generate', scene: 1, worker: 1 },
  ]

  it('tell of a save by another system', async () => {
    const { records, events } = await played([
      { does: 'addScenes', count: 2 },
      { does: 'pythonReads', scene: 1 },
      { does: 'generate', scene: 1, worker: 1 },
      { does: 'pythonSaves', scene: 1 },
    ])
    expect(replayDifferences(replayEvents(events), records)).toMatchObject([
      { kind: 'scene-status', sequence: 1, replayed: 'completed', stored: 'pending', savedByOthers: true },
      { kind: 'scene-clips', sequence: 1, stored: {}, savedByOthers: true },
    ])
  })

  it('tell of an event that is missing', async () => {
    const { records, events } = await played(generated)
    const replayed = replayEvents(events.filter(({ type }) => type !== 'scene-completed'))
    expect(replayDifferences(replayed, records).map(({ kind }) => kind)).toEqual([
      'scene-status',
      'scene-clips',
      'scene-order',
      'counters',
    ])
  })

  it('tell of scenes that are gone, and of scenes that nobody added', async () => {
    const { records, events } = await played(generated)
    const [first, second] = records.scenes
    if (first === undefined || second === undefined) throw new Error('two scenes were expected')
    const stranger = { ...second, value: { ...second.value, sequence: 9 } }
    expect(replayDifferences(replayEvents(events), { ...records, scenes: [first, stranger] })).toEqual([
      { kind: 'scene-gone', sequence: 2 },
      { kind: 'scene-unknown', sequence: 9, savedByOthers: false },
    ])
  })

  it('are none for scenes that cannot be read', async () => {
    const { records, events } = await played(generated)
    const invalid = [{ kind: 'scene', id: 'SCENE#002', issues: [], raw: {} }] as const
    const unreadable = { ...records, scenes: records.scenes.slice(0, 1), invalid }
    expect(replayDifferences(replayEvents(events), unreadable)).toEqual([])
  })

  it('tell of the film', async () => {
    const { records, events } = await played([
      ...generated,
      { does: 'generate', scene: 2, worker: 1 },
      { does: 'compose' },
    ])
    const { finalOutputKey: _film, ...rest } = records.project.value
    const without = { ...records, project: { ...records.project, value: rest } }
    expect(replayDifferences(replayEvents(events), without)).toMatchObject([{ kind: 'final-output' }])
  })

  it('tell of another film, also where not all events are known', () => {
    const [told, other] = [toObjectKey('mv/projects/91cf/a.mp4'), toObjectKey('mv/projects/91cf/b.mp4')]
    const composed = replayEvents([anEvent({ order: 5, finalOutput: told })])
    expect(replayDifferences(composed, projectRecords([], { finalOutputKey: told, order: 5 }))).toEqual([])
    expect(replayDifferences(composed, projectRecords([], { finalOutputKey: other, order: 5 }))).toEqual([
      { kind: 'final-output', savedByOthers: false, replayed: told, stored: other },
    ])
  })

  it('know a scene that cannot be read by its whole number', () => {
    const edited = replayEvents([anEvent({ type: 'scene-edited', sequence: 12, order: 5 })])
    const invalid = [{ kind: 'scene', id: 'SCENE#012', issues: [], raw: {} }] as const
    expect(replayDifferences(edited, projectRecords([], {}, { invalid }))).toEqual([])
  })

  it('tell of every fact of the project', async () => {
    const { records, events } = await played(generated)
    const { value } = records.project
    const told = replayEvents(events)
    const differences = (stored: Partial<typeof value>) =>
      replayDifferences(told, {
        ...records,
        project: { ...records.project, value: { ...value, ...stored } },
      })
    const { status, order = 0 } = value
    const savedByOthers = false
    expect(differences({})).toEqual([])
    expect(differences({ status: 'failed' })).toEqual([
      { kind: 'project-status', savedByOthers, replayed: status, stored: 'failed' },
    ])
    expect(differences({ order: order + 1 })).toEqual([
      { kind: 'project-order', savedByOthers, replayed: order, stored: order + 1 },
    ])
    for (const counter of ['sceneCount', 'completedScenes', 'failedScenes'] as const) {
      expect(differences({ [counter]: 7 })).toMatchObject([{ kind: 'counters', stored: { [counter]: 7 } }])
    }
  })

  it('tell that another system saved the project, whose number says nothing then', async () => {
    const { records, events } = await played(generated)
    const { order: _wiped, ...saved } = records.project.value
    const project = { ...records.project, value: { ...saved, status: 'failed' } as const }
    expect(replayDifferences(replayEvents(events), { ...records, project })).toMatchObject([
      { kind: 'project-status', savedByOthers: true },
    ])
  })

  it('are none where no event tells', async () => {
    const { records } = await played([
      ...generated,
      { does: 'generate', scene: 2, worker: 1 },
      { does: 'compose' },
    ])
    const edits = records.scenes.map(({ value: { sequence, order = 0 } }) =>
      anEvent({ type: 'scene-edited', sequence, order }),
    )
    const { order: _order, ...unnumbered } = records.project.value
    const project = { ...records.project, value: unnumbered }
    expect(replayDifferences(replayEvents(edits), { ...records, project })).toEqual([])
  })

  it.each(['original', 'working', 'lipSynced'] as const)('tell of the clip %s', async (clip) => {
    const { records, events } = await played(generated)
    const changed = records.scenes.map((scene) => ({
      ...scene,
      value: { ...scene.value, clips: { ...scene.value.clips, [clip]: toObjectKey('another.mp4') } },
    }))
    const differences = replayDifferences(replayEvents(events), { ...records, scenes: changed })
    expect(differences.map(({ kind }) => kind)).toEqual(['scene-clips', 'scene-clips'])
  })
})
