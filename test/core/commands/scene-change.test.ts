import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../src/core/commands/decision.js'
import type { SceneStep } from '../../../src/core/commands/scene-change.js'
import { sceneChange } from '../../../src/core/commands/scene-change.js'
import type { Project } from '../../../src/core/model/project.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { aClaim, aContext, aScene, NOW, records, sceneKey, stored } from '../support/builders.js'
import { accepted, after, operations, writeOn } from '../support/decisions.js'

const VIDEO = sceneKey('video_1_a.mp4')
const order = Date.parse(NOW)

/** A step that makes this of the scene, and nothing else unless it says so. */
function change(
  state: SceneRecords,
  scene: Partial<Scene>,
  step: Partial<SceneStep<Scene>> = {},
): Decision<Scene> {
  return sceneChange(state, aContext(), {
    scene: { ...state.scene.value, ...scene },
    event: { type: 'scene-edited' },
    result: (next) => next,
    ...step,
  })
}

describe('the project in a change of a scene', () => {
  it('takes no part where neither its counts nor its videos change', () => {
    expect(operations(accepted(change(records({}), { prompt: 'b' })).change)).toEqual(['update scene'])
  })

  it('is looked at where the decision relied on its status', () => {
    const decision = change(records({}), { prompt: 'b' }, { reliesOnProject: true })
    expect(writeOn(accepted(decision).change, 'project')).toEqual({
      op: 'check',
      ref: { kind: 'project', projectId: '91cf' },
      guard: { equals: { status: 'processing' } },
    })
  })

  it.each([
    ['gains', {}, { original: VIDEO }],
    ['loses', { original: VIDEO }, {}],
  ])('is written where the scene %s its video, though no count changes', (_, before, clips) => {
    const state = records({ scene: { clips: before }, project: { order: 7 } })
    const { change: committed, event } = accepted(change(state, { clips }))
    expect(writeOn(committed, 'project')).toEqual({
      op: 'update',
      ref: { kind: 'project', projectId: '91cf' },
      set: { updatedAt: NOW },
      guard: { equals: { status: 'processing' } },
    })
    expect(event).not.toHaveProperty('project')
  })

  it('moves along on condition that nobody moved it since', () => {
    for (const [given, read] of [
      [{ order: 7 }, 7],
      [{}, null],
    ] as const) {
      const state = records({ project: { status: 'pending', ...given } })
      const project: Project = { ...state.project.value, status: 'processing' }
      const { change: committed, event } = accepted(change(state, { prompt: 'b' }, { project }))
      expect(writeOn(committed, 'project')).toMatchObject({
        set: { status: 'processing', updatedAt: NOW, order },
        guard: { equals: { status: 'pending', order: read } },
      })
      expect(event.project).toEqual({ from: 'pending', to: 'processing', order })
    }
  })

  it('moves along with its counts where those change too', () => {
    const state = records({ scene: { status: 'completed' }, project: { status: 'completed' } })
    const project: Project = { ...state.project.value, status: 'processing' }
    const { event } = accepted(change(state, { status: 'pending' }, { project }))
    expect(event.project).toMatchObject({ from: 'completed', to: 'processing' })
  })

  it('is moved along by the step, whatever its counts say', () => {
    const state = records({ scene: { status: 'failed' }, project: { status: 'pending', order: 7 } })
    const project: Project = { ...state.project.value, status: 'processing' }
    const { change: committed, event } = accepted(change(state, { status: 'processing' }, { project }))
    expect(event.project).toEqual({ from: 'pending', to: 'processing', order })
    expect(writeOn(committed, 'project')).toMatchObject({ add: { failedScenes: -1, ledger: 1 } })
    expect(accepted(change(state, { status: 'processing' })).event).not.toHaveProperty('project')
  })

  it('says that nobody vouches for its counters, and only then', () => {
    const { ledger, ...unsealed } = records({}).project.value
    const state = { ...records({}), project: stored(unsealed) }
    expect(change(state, { status: 'failed' })).toMatchObject({ ok: true, isUnsealed: true })
    expect(change(state, { prompt: 'b' })).not.toHaveProperty('isUnsealed')
    expect(change(state, { clips: { original: VIDEO } })).not.toHaveProperty('isUnsealed')
    const moved: Project = { ...unsealed, status: 'composing' }
    expect(change(state, { prompt: 'b' }, { project: moved })).not.toHaveProperty('isUnsealed')
    expect(change(records({}), { status: 'failed' })).not.toHaveProperty('isUnsealed')
  })
})

describe('the event of a change', () => {
  it('names the clips that have a length which it tells, also where they stay', () => {
    const clips = { original: VIDEO, working: VIDEO }
    const state = records({ scene: { clips } })
    const event = { type: 'clip-set', durationSeconds: 3 } as const
    expect(accepted(change(state, {}, { event })).event).toMatchObject({ clips, durationSeconds: 3 })
    expect(accepted(change(state, { prompt: 'b' })).event).not.toHaveProperty('clips')
  })
})

describe('a scene that another system saved', () => {
  const { order: _wiped, ...foreign } = aScene({ status: 'processing' })
  const saved = (given: Partial<Scene> = {}): SceneRecords => ({
    ...records({ claim: { clip: VIDEO } }),
    scene: stored({ ...foreign, ...given }),
  })
  const isMarked = (state: SceneRecords, scene: Partial<Scene>, step: Partial<SceneStep<Scene>> = {}) =>
    after(accepted(change(state, scene, step)).change, 'scene', state.scene.value)?.foreignSave === true

  it('stays known as such while its video is undecided: the clip of its lease can still be given back', () => {
    expect(isMarked(saved(), { prompt: 'b' })).toBe(true)
    expect(isMarked(saved(), {}, { claim: aClaim({ clip: VIDEO, attempt: 2 }) })).toBe(true)
    expect(isMarked(saved({ order: 7, foreignSave: true }), { prompt: 'b' })).toBe(true)
  })

  it('is this library’s again where its video is decided', () => {
    expect(isMarked(saved(), { clips: { original: VIDEO } })).toBe(false)
    expect(isMarked(saved({ clips: { original: VIDEO } }), { prompt: 'b' })).toBe(false)
    expect(isMarked(saved({ clips: { original: VIDEO } }), { clips: {} })).toBe(false)
    expect(isMarked(saved({ foreignSave: true, order: 7 }), { clips: { original: VIDEO } })).toBe(false)
  })

  it('is this library’s again where its lease names another clip, or none', () => {
    expect(isMarked(saved(), {}, { claim: aClaim({ clip: sceneKey('b.mp4') }) })).toBe(false)
    expect(isMarked(saved(), {}, { claim: aClaim() })).toBe(false)
    const bare = { ...saved(), claim: stored(aClaim()) }
    expect(isMarked(bare, {}, { claim: aClaim({ attempt: 2 }) })).toBe(false)
  })

  it('is this library’s again without a lease, or where it leaves completed to be made again', () => {
    const { claim, ...unleased } = saved()
    expect(isMarked(unleased, { prompt: 'b' })).toBe(false)
    expect(isMarked(saved({ status: 'completed' }), { status: 'pending' })).toBe(false)
  })

  it('is one that wiped the number of its last event, and no other', () => {
    expect(isMarked(saved({ order: 7 }), { prompt: 'b' })).toBe(false)
  })
})
