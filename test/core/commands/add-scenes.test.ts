import { describe, expect, it } from 'vitest'
import { decideAddScenes } from '../../../src/core/commands/add-scenes.js'
import type { NewScene } from '../../../src/core/model/new-scene.schema.js'
import { aClaim, aContext, aScene, NOW, projectRecords, sceneKey, stored } from '../support/builders.js'
import { accepted, refusalOf, writeOn } from '../support/decisions.js'

const PLAIN: NewScene = {
  prompt: 'a lighthouse',
  durationSeconds: 8,
  referenceImageKeys: [],
  needsLipSync: false,
}
const order = Date.parse(NOW)

function numbered(count: number): readonly NewScene[] {
  return Array.from({ length: count }, (_, at) => ({ ...PLAIN, prompt: `scene ${at}` }))
}

describe('decideAddScenes', () => {
  it('inserts scenes that wait for a video, at the end of the film', () => {
    const full: NewScene = {
      ...PLAIN,
      negativePrompt: 'text',
      referenceImageKeys: [sceneKey('a.png')],
      audioClipKey: sceneKey('audio.mp3'),
      needsLipSync: true,
    }
    const state = projectRecords([{ sequence: 5, displaySequence: 2 }, { sequence: 4 }], { order: 7 })
    const { change, event, result } = accepted(decideAddScenes(state, { scenes: [PLAIN, full] }, aContext()))
    const common = {
      status: 'pending',
      referenceImageKeys: [],
      durationSeconds: 8,
      needsLipSync: false,
      retryCount: 0,
      createdAt: NOW,
      updatedAt: NOW,
      order,
      ledger: 1,
    } as const
    expect(result).toStrictEqual([
      aScene({ ...common, sequence: 6, displaySequence: 5 }),
      aScene({
        ...common,
        sequence: 7,
        displaySequence: 6,
        negativePrompt: 'text',
        referenceImageKeys: [sceneKey('a.png')],
        audioClipKey: sceneKey('audio.mp3'),
        needsLipSync: true,
      }),
    ])
    expect(change.writes).toEqual([
      {
        op: 'update',
        ref: { kind: 'project', projectId: '91cf' },
        set: { updatedAt: NOW, order },
        add: { sceneCount: 2, ledger: 2 },
        guard: {
          revision: 'commit:project-commit',
          equals: { status: 'processing', order: 7 },
          present: { ledger: true },
          atMost: { failedScenes: 0, completedScenes: 3 },
          atLeast: { sceneCount: 2 },
        },
      },
      {
        op: 'insert',
        ref: { kind: 'sequence-mark', projectId: '91cf' },
        value: { projectId: '91cf', highest: 7 },
      },
      ...result.map((value) => ({
        op: 'insert',
        ref: { kind: 'scene', projectId: '91cf', sequence: value.sequence },
        value,
      })),
      { op: 'check-absent', ref: { kind: 'intent', projectId: '91cf' } },
    ])
    expect(event).toMatchObject({ type: 'scenes-added', sequences: [6, 7], order })
    expect(event).not.toHaveProperty('sequence')
  })

  it('begins with number one', () => {
    const { result } = accepted(
      decideAddScenes(projectRecords([], { status: 'pending' }), { scenes: [PLAIN] }, aContext()),
    )
    expect(result[0]).toMatchObject({ sequence: 1, displaySequence: 1 })
  })

  it('counts on from the mark of deleted scenes, and guards it', () => {
    const sequenceMark = stored({ projectId: '91cf', highest: 9 }, 'mark-commit')
    const state = projectRecords([{ sequence: 2 }], {}, { sequenceMark })
    const { change, result } = accepted(decideAddScenes(state, { scenes: [PLAIN] }, aContext()))
    expect(result[0]).toMatchObject({ sequence: 10, displaySequence: 3 })
    expect(writeOn(change, 'sequence-mark')).toEqual({
      op: 'update',
      ref: { kind: 'sequence-mark', projectId: '91cf' },
      set: { highest: 10 },
      guard: { revision: 'commit:mark-commit' },
    })
  })

  it('counts the numbers of leases that outlived their scenes, and of scenes that cannot be read', () => {
    const claims = new Map([[12, stored(aClaim({ sequence: 12 }))]])
    const state = projectRecords([{ sequence: 2 }], {}, { claims })
    expect(accepted(decideAddScenes(state, { scenes: [PLAIN] }, aContext())).result[0]?.sequence).toBe(13)
    const invalid = [{ kind: 'scene' as const, id: 'SCENE#1004', issues: ['unknown status'], raw: {} }]
    const other = projectRecords([{ sequence: 2 }], {}, { invalid })
    expect(accepted(decideAddScenes(other, { scenes: [PLAIN] }, aContext())).result[0]?.sequence).toBe(1005)
  })

  it.each(['completed', 'processing'] as const)('is open for a project that is %s', (status) => {
    const state = projectRecords([{}], { status })
    expect(accepted(decideAddScenes(state, { scenes: [PLAIN] }, aContext())).result).toHaveLength(1)
  })

  it.each(['pending', 'queued', 'generating_scenes'] as const)(
    'takes the first scenes, any number at once, of a project that is %s, and no others',
    (status) => {
      const first = decideAddScenes(projectRecords([], { status }), { scenes: numbered(87) }, aContext())
      expect(accepted(first).result).toHaveLength(87)
      const later = decideAddScenes(projectRecords([{}], { status }), { scenes: [PLAIN] }, aContext())
      expect(refusalOf(later)).toEqual({
        kind: 'project-status',
        status,
        command: 'adding scenes',
        allowed: ['completed', 'processing'],
      })
    },
  )

  it.each(['composing', 'failed'] as const)('is refused while the project is %s', (status) => {
    for (const scenes of [[], [{}]]) {
      const decision = decideAddScenes(projectRecords(scenes, { status }), { scenes: [PLAIN] }, aContext())
      expect(refusalOf(decision)).toMatchObject({ kind: 'project-status', status })
    }
  })

  it('is done in steps, and never shortened, when it does not fit into one commit with room for conditions', () => {
    const one = decideAddScenes(projectRecords([]), { scenes: numbered(86) }, aContext())
    expect(accepted(one).event.type).toBe('scenes-added')
    const decision = decideAddScenes(projectRecords([]), { scenes: numbered(87) }, aContext())
    const { event, result } = accepted(decision)
    expect(event).toMatchObject({ type: 'intent-started', intent: 'scenes-added' })
    expect(result).toHaveLength(87)
    const chunks = decision.ok ? (decision.before ?? []) : []
    expect(chunks.map(({ writes }) => writes.length)).toEqual([1, 1])
  })

  it('reserves the numbers of all, and stores each part by itself before it begins', () => {
    const state = projectRecords([{ sequence: 4 }])
    const decision = decideAddScenes(state, { scenes: numbered(180) }, aContext())
    const { change } = accepted(decision)
    expect(writeOn(change, 'sequence-mark')).toMatchObject({ value: { highest: 184 } })
    expect(writeOn(change, 'intent')).toMatchObject({ value: { firstSequence: 5, chunks: 3 } })
    const id = `command-1.1-${Date.parse(NOW)}`
    const parts = [numbered(180).slice(0, 86), numbered(180).slice(86, 172), numbered(180).slice(172)]
    expect(decision).toMatchObject({
      before: parts.map((scenes, index) => ({
        id: `${id}-${index}`,
        projectId: '91cf',
        writes: [
          {
            op: 'insert',
            ref: { kind: 'intent-chunk', projectId: '91cf', intentId: id, index },
            value: { projectId: '91cf', intentId: id, index, offset: index * 86, createdAt: NOW, scenes },
          },
        ],
      })),
    })
  })

  /** Scenes whose JSON has so many characters each. */
  const sized = (lengths: readonly number[]): readonly NewScene[] =>
    lengths.map((length) => {
      const empty = JSON.stringify({ ...PLAIN, prompt: '' }).length
      return { ...PLAIN, prompt: 'x'.repeat(length - empty) }
    })
  const partsOf = (lengths: readonly number[]) => {
    const decision = decideAddScenes(projectRecords([]), { scenes: sized(lengths) }, aContext())
    if (!decision.ok) throw new Error('refused')
    return (decision.before ?? []).map(({ writes: [write] }) =>
      write?.op === 'insert' && 'scenes' in write.value ? write.value.scenes.length : undefined,
    )
  }

  it('is done in steps when it is too long for one commit', () => {
    // Two brackets and a comma.
    expect(partsOf([500_000, 499_997])).toEqual([])
    expect(partsOf([500_000, 499_998])).toEqual([1, 1])
  })

  it('makes parts that fit into a record, and gives a scene that is longer one of its own', () => {
    expect(partsOf([900_000, 50_000, 50_000, 50_000])).toEqual([1, 2, 1])
    expect(partsOf([900_000, 50_000, 50_001, 50_000])).toEqual([1, 1, 1, 1])
    expect(partsOf([900_000, 30_000, 30_000, 30_000, 30_000])).toEqual([1, 3, 1])
  })

  it('opens a film that was completed again', () => {
    const state = projectRecords([{ status: 'completed' }], { status: 'completed' })
    expect(accepted(decideAddScenes(state, { scenes: [PLAIN] }, aContext())).event).toMatchObject({
      from: 'completed',
      to: 'processing',
    })
    const open = accepted(decideAddScenes(projectRecords([{}]), { scenes: [PLAIN] }, aContext())).event
    expect(open).not.toHaveProperty('from')
  })

  it('says that nobody vouches for the counters', () => {
    const { project, ...others } = projectRecords([{}])
    const { ledger, ...unsealed } = project.value
    const state = { ...others, project: stored(unsealed) }
    expect(decideAddScenes(state, { scenes: [PLAIN] }, aContext())).toMatchObject({ isUnsealed: true })
    const sealed = decideAddScenes(projectRecords([{}]), { scenes: [PLAIN] }, aContext())
    expect(sealed).not.toHaveProperty('isUnsealed')
  })
})
