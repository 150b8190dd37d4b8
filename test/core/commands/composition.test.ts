import { describe, expect, it } from 'vitest'
import { decideFailComposition } from '../../../src/core/commands/fail-composition.js'
import { decideFinishComposition } from '../../../src/core/commands/finish-composition.js'
import { decideStartComposition } from '../../../src/core/commands/start-composition.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { aContext, projectRecords, sceneKey } from '../support/builders.js'
import { accepted, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const done = { status: 'completed', clips: { original: sceneKey('video.mp4') } } as const
const unreadable = { kind: 'scene', id: 'SCENE#004', issues: ['x'], raw: {} } as const
const permissive = aContext({ policy: { ...DEFAULT_POLICY, transitions: 'permissive' } })
const FILM = toObjectKey('mv/projects/91cf/final_x.mp4')
const OLD_FILM = toObjectKey('mv/projects/91cf/final.mp4')

describe('decideStartComposition', () => {
  it.each(['processing', 'completed', 'failed'] as const)('moves a project that is %s', (status) => {
    // The counters say something else; the clips decide.
    const state = projectRecords([{ ...done, status: 'failed' }], {
      status,
      sceneCount: 9,
      completedScenes: 0,
    })
    const { change, event, result } = accepted(decideStartComposition(state, {}, aContext()))
    expect(result).toMatchObject({ status: 'composing', listedAs: 'composing' })
    expect(event).toMatchObject({ type: 'composition-started', from: status, to: 'composing' })
    expect(writeOn(change, 'project')).toMatchObject({ guard: { revision: 'commit:project-commit' } })
    expect(operations(change)).toEqual(['check-absent intent', 'update project'])
  })

  it('names the scenes that have no video, those that cannot be read included', () => {
    const scenes = [{ sequence: 7 }, { ...done, sequence: 3 }, { sequence: 2, status: 'completed' }] as const
    const state = projectRecords(scenes, {}, { invalid: [unreadable] })
    expect(refusalOf(decideStartComposition(state, {}, permissive))).toEqual({
      kind: 'videos-missing',
      sequences: [2, 4, 7],
    })
    expect(refusalOf(decideStartComposition(projectRecords([]), {}, aContext()))).toEqual({
      kind: 'no-scenes',
    })
  })

  it('knows a scene that cannot be read by the end of its place, or as number 0', () => {
    const film = (id: string) =>
      refusalOf(
        decideStartComposition(
          projectRecords([done], {}, { invalid: [{ ...unreadable, id }] }),
          {},
          permissive,
        ),
      )
    expect(film('SCENE#1012')).toEqual({ kind: 'videos-missing', sequences: [1012] })
    expect(film('SCENE#1012#copy')).toEqual({ kind: 'videos-missing', sequences: [0] })
    expect(film('SCENE')).toEqual({ kind: 'videos-missing', sequences: [0] })
    const only = projectRecords([], {}, { invalid: [unreadable] })
    expect(refusalOf(decideStartComposition(only, {}, permissive))).toMatchObject({ kind: 'videos-missing' })
  })

  it('is refused while it is composed already, whatever the policy', () => {
    const state = projectRecords([done], { status: 'composing' })
    for (const context of [aContext(), permissive]) {
      expect(refusalOf(decideStartComposition(state, {}, context))).toEqual({
        kind: 'project-status',
        status: 'composing',
        command: 'starting a composition',
        allowed: ['processing', 'completed', 'failed'],
      })
    }
  })

  it.each(['pending', 'queued', 'generating_scenes'] as const)(
    'is refused while %s, unless moves are free',
    (status) => {
      const state = projectRecords([done], { status })
      expect(refusalOf(decideStartComposition(state, {}, aContext()))).toMatchObject({
        kind: 'transition',
        from: status,
      })
      expect(accepted(decideStartComposition(state, {}, permissive)).result.status).toBe('composing')
    },
  )
})

describe('decideFinishComposition', () => {
  const finish = (state: ReturnType<typeof projectRecords>, key = FILM) =>
    decideFinishComposition(state, { key }, aContext())

  it('records the film, and lists the one it replaces', () => {
    const state = projectRecords([done], { status: 'composing', finalOutputKey: OLD_FILM })
    const { event, result } = accepted(finish(state))
    expect(result).toMatchObject({ status: 'completed', listedAs: 'completed', finalOutputKey: FILM })
    expect(event).toMatchObject({
      type: 'composition-finished',
      from: 'composing',
      to: 'completed',
      finalOutput: FILM,
      finalOutputSuperseded: OLD_FILM,
    })
    const first = accepted(finish(projectRecords([done], { status: 'composing' })))
    expect(first.event).toMatchObject({ finalOutput: FILM })
    expect(first.event).not.toHaveProperty('finalOutputSuperseded')
  })

  it('leaves the status that the scenes have by now', () => {
    const status = (...scenes: Parameters<typeof projectRecords>[0]) =>
      accepted(finish(projectRecords(scenes, { status: 'composing' }))).result.status
    expect(status(done, { sequence: 4, status: 'failed' })).toBe('failed')
    expect(status(done, { sequence: 4 })).toBe('processing')
  })

  it('ends a composition also with the key of the last one', () => {
    const state = projectRecords([done], { status: 'composing', finalOutputKey: FILM })
    const { event, result } = accepted(finish(state))
    expect(result.status).toBe('completed')
    expect(event).not.toHaveProperty('finalOutput')
    expect(event).not.toHaveProperty('finalOutputSuperseded')
  })

  it('is done already when the film is recorded, and refused when nobody composes', () => {
    const state = projectRecords([done], { status: 'completed', finalOutputKey: FILM })
    expect(unchanged(finish(state))).toBe(state.project.value)
    expect(refusalOf(finish(state, OLD_FILM))).toMatchObject({
      kind: 'project-status',
      status: 'completed',
      allowed: ['composing'],
    })
  })

  it('is refused for the key of something else', () => {
    const state = projectRecords([done], { status: 'composing' })
    for (const key of [sceneKey('video.mp4'), toObjectKey('mv/projects/other/final.mp4')]) {
      expect(refusalOf(finish(state, key))).toEqual({ kind: 'unfit-key', key })
    }
  })
})

describe('decideFailComposition', () => {
  const input = { reason: 'out of memory' }

  it('fails the project, which keeps the film it had', () => {
    const state = projectRecords([done], { status: 'composing', finalOutputKey: OLD_FILM })
    const { event, result } = accepted(decideFailComposition(state, input, aContext()))
    expect(result).toMatchObject({ status: 'failed', listedAs: 'failed', finalOutputKey: OLD_FILM })
    expect(event).toMatchObject({ type: 'composition-failed', reason: 'out of memory', to: 'failed' })
  })

  it('is done already for a project that is failed, and refused for any other', () => {
    const failed = projectRecords([done], { status: 'failed' })
    expect(unchanged(decideFailComposition(failed, input, aContext()))).toBe(failed.project.value)
    expect(refusalOf(decideFailComposition(projectRecords([done]), input, aContext()))).toMatchObject({
      kind: 'project-status',
      allowed: ['composing'],
    })
  })
})
