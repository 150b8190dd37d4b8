import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAddScenes } from '../../../src/core/commands/add-scenes.js'
import { decideStartVideoGeneration } from '../../../src/core/commands/start-video-generation.js'
import { assertChange } from '../../../src/core/model/assert-change.js'
import type { Change } from '../../../src/core/model/change.js'
import { eventSchema } from '../../../src/core/model/event.schema.js'
import { matches } from '../../../src/core/model/patch.js'
import type { SceneRecords, Stored } from '../../../src/core/model/records.js'
import { describeRefusal } from '../../../src/core/rules/describe-refusal.js'
import { projectRecords, sceneRecords } from '../../arbitraries/records.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { after } from '../support/decisions.js'
import { undefinedFields } from '../support/undefined-fields.js'
import { projectCommands } from '../support/every-project-command.js'
import { contexts, sceneCommands } from '../support/every-command.js'

/** Checks what holds for every accepted command; nothing for a refused one. */
function whenAccepted(
  law: (state: SceneRecords, change: Change, command: string, now: string) => void,
): void {
  fc.assert(
    fc.property(sceneRecords, sceneCommands, contexts, (state, command, context) => {
      const decision = command.decide(state, context)
      if (decision.ok && decision.change !== undefined) law(state, decision.change, command.name, context.now)
    }),
    KEY_LAW,
  )
}

const REPLACES_CLAIMS = ['claim', 'reset', 'adopt', 'upload', 'reject', 'restore', 'repairScene']

/** The record of a kind as it was read. */
function asRead(state: SceneRecords, kind: string): Stored<object> | undefined {
  return kind === 'project' ? state.project : kind === 'scene' ? state.scene : state.claim
}

describe('every command about a scene', () => {
  it('never throws, leaves its input alone and explains every refusal', () => {
    fc.assert(
      fc.property(sceneRecords, sceneCommands, contexts, (state, command, context) => {
        const before = structuredClone({ state, input: command.input })
        const decision = command.decide(state, context)
        expect({ state, input: command.input }).toEqual(before)
        if (!decision.ok) expect(describeRefusal(decision.refusal)).not.toMatch(/undefined|\[object|^\s*$/)
      }),
      KEY_LAW,
    )
  })

  it('makes changes that every store accepts', () => {
    whenAccepted((_, change) => {
      expect(() => {
        assertChange(change)
      }).not.toThrow()
      expect(change).toMatchObject({ id: 'command-1.1', projectId: '91cf' })
    })
  })

  it('guards every write with what it read, and nothing it did not', () => {
    whenAccepted((state, change) => {
      for (const write of change.writes) {
        if (!('ref' in write)) throw new Error('a condition on another commit')
        const current = asRead(state, write.ref.kind)
        if (write.op === 'insert' || write.op === 'check-absent') {
          expect(current).toBeUndefined()
          continue
        }
        const { revision, equals } = write.guard
        expect(revision === undefined || revision === current?.revision).toBe(true)
        expect(current !== undefined && matches<object>(current.value, equals ?? {})).toBe(true)
        expect(revision ?? equals).toBeDefined()
      }
    })
  })

  it('decides the same again from the same records', () => {
    fc.assert(
      fc.property(sceneRecords, sceneCommands, contexts, (state, command, context) => {
        expect(command.decide(structuredClone(state), context)).toEqual(command.decide(state, context))
      }),
    )
  })

  it('writes events of the fixed format, whose order grows', () => {
    whenAccepted(({ scene }, { event }, command, now) => {
      if (event === undefined) {
        expect(command).toBe('heartbeat')
        return
      }
      expect(eventSchema.parse(event)).toEqual(event)
      expect(event.order).toBeGreaterThan(scene.value.order ?? 0)
      expect(event.order).toBeGreaterThanOrEqual(Math.floor(Date.parse(now)))
      expect(event).toMatchObject({ sequence: scene.value.sequence, actor: 'tester', time: now })
    })
  })

  it('writes a field or leaves it out, and never writes none', () => {
    fc.assert(
      fc.property(sceneRecords, sceneCommands, contexts, (state, command, context) => {
        expect(undefinedFields(command.decide(state, context))).toEqual([])
      }),
      KEY_LAW,
    )
  })

  it('keeps the number of the event on the scene', () => {
    whenAccepted(({ scene }, change, _, now) => {
      if (change.event === undefined) return
      expect(after(change, 'scene', scene.value)).toMatchObject({ order: change.event.order, updatedAt: now })
    })
  })

  it('loses no clip: each is still used or listed as superseded', () => {
    whenAccepted(({ scene }, change) => {
      const { clips } = after(change, 'scene', scene.value) ?? { clips: {} }
      const superseded = change.event?.clipsSuperseded ?? []
      const remembered = new Set([...Object.values(clips), ...superseded.map(({ key }) => key)])
      for (const key of Object.values(scene.value.clips)) expect(remembered).toContain(key)
      for (const { clip, key } of superseded) {
        expect(scene.value.clips[clip]).toBe(key)
        expect(Object.values(clips)).not.toContain(key)
      }
      if (JSON.stringify(clips) !== JSON.stringify(scene.value.clips))
        expect(change.event?.clips).toEqual(clips)
    })
  })

  it('tells the move of the scene and of the project in its event', () => {
    whenAccepted((state, change) => {
      if (change.event === undefined) return
      const [from, to] = [state.scene.value.status, after(change, 'scene', state.scene.value)?.status]
      expect([change.event.from, change.event.to]).toEqual(from === to ? [undefined, undefined] : [from, to])
      const project = after(change, 'project', state.project.value)
      expect(change.event.project).toEqual(
        project?.status === state.project.value.status
          ? undefined
          : { from: state.project.value.status, to: project?.status, order: project?.order },
      )
      if (change.event.project === undefined) return
      expect(project?.listedAs).toBe(project?.status)
      expect(change.event.project.order).toBeGreaterThan(state.project.value.order ?? 0)
    })
  })

  it('never counts attempts back, and never lifts a floor', () => {
    whenAccepted(({ claim, scene }, change) => {
      const next = after(change, 'claim', claim?.value)
      if (next === undefined || claim === undefined) return
      expect(next.attempt).toBeGreaterThanOrEqual(claim.value.attempt)
      expect(next.attemptBase).toBeLessThanOrEqual(next.attempt)
      const isOwn = claim.value.sceneCreatedAt === scene.value.createdAt
      if (isOwn) expect(next.floor ?? -1).toBeGreaterThanOrEqual(claim.value.floor ?? -1)
      expect(next.floor ?? 0).toBeLessThanOrEqual(next.attempt)
    })
  })

  it('leaves a claim that admits its holder, unless it shuts everybody out', () => {
    whenAccepted(({ claim, scene }, change, command) => {
      const next = after(change, 'claim', claim?.value)
      if (next === undefined || claim === undefined || next === claim.value) return
      const isReplaced = next.claimId !== claim.value.claimId
      if (isReplaced) expect(REPLACES_CLAIMS).toContain(command)
      if (isReplaced)
        expect([next.claimId, next.sceneCreatedAt]).toEqual(['command-1', scene.value.createdAt])
      if (['reset', 'upload', 'reject', 'restore'].includes(command)) expect(isReplaced).toBe(true)
    })
  })

  it('never makes a scene that has a video anything but completed, except to take the clip away', () => {
    whenAccepted(({ scene }, change, command) => {
      const next = after(change, 'scene', scene.value)
      // By hand and with a permissive policy anything goes.
      if (command === 'setSceneStatus') return
      if (next === undefined || next.status === scene.value.status) return
      expect(next.status === 'completed').toBe(next.clips.original !== undefined)
    })
  })
})

describe('every command about a project', () => {
  const sceneInput = {
    prompt: 'a lighthouse',
    durationSeconds: 8,
    referenceImageKeys: [],
    needsLipSync: false,
  }

  it('makes changes that every store accepts, with events whose order grows', () => {
    fc.assert(
      fc.property(projectRecords, contexts, fc.integer({ min: 1, max: 120 }), (state, context, count) => {
        const scenes = Array.from({ length: count }, () => sceneInput)
        for (const decision of [
          decideAddScenes(state, { scenes }, context),
          decideStartVideoGeneration(state, {}, context),
        ]) {
          if (!decision.ok) expect(describeRefusal(decision.refusal)).not.toMatch(/undefined|\[object/)
          if (!decision.ok || decision.change === undefined) continue
          const { change } = decision
          expect(() => {
            assertChange(change)
          }).not.toThrow()
          expect(change.event?.order).toBeGreaterThan(state.project.value.order ?? 0)
          expect(change.event && eventSchema.parse(change.event)).toEqual(change.event)
          const project = after(change, 'project', state.project.value)
          expect(project).toMatchObject({ order: change.event?.order, updatedAt: context.now })
        }
      }),
    )
  })

  it('moves it along with its place in the index, or leaves both, and tells so in its event', () => {
    fc.assert(
      fc.property(projectRecords, projectCommands, contexts, (state, command, context) => {
        const before = structuredClone({ state, input: command.input })
        const decision = command.decide(state, context)
        expect({ state, input: command.input }).toEqual(before)
        if (!decision.ok) expect(describeRefusal(decision.refusal)).not.toMatch(/undefined|\[object|^\s*$/)
        if (!decision.ok || decision.change === undefined) return
        const { change } = decision
        expect(() => {
          assertChange(change)
        }).not.toThrow()
        expect(undefinedFields(decision)).toEqual([])
        expect(change.event && eventSchema.parse(change.event)).toEqual(change.event)
        const { status, order = 0 } = state.project.value
        const next = after(change, 'project', state.project.value)
        expect(next).toMatchObject({ order: change.event?.order, updatedAt: context.now })
        expect(next?.order).toBeGreaterThan(order)
        expect([change.event?.from, change.event?.to]).toEqual(
          next?.status === status ? [undefined, undefined] : [status, next?.status],
        )
        if (next?.status !== status) expect(next?.listedAs).toBe(next?.status)
        if (next?.status !== status) expect(next?.status).not.toBe('queued')
        if (next?.status === 'composing' && status !== 'composing')
          expect(state.scenes.filter(({ value }) => value.clips.original === undefined)).toEqual([])
        const film = state.project.value.finalOutputKey
        if (film !== undefined && next?.finalOutputKey !== film)
          expect(change.event).toMatchObject({
            finalOutput: next?.finalOutputKey,
            finalOutputSuperseded: film,
          })
      }),
      KEY_LAW,
    )
  })

  it('never gives a number to two scenes, not even of scenes that are gone or unreadable', () => {
    fc.assert(
      fc.property(projectRecords, contexts, fc.integer({ min: 1, max: 3 }), (state, context, count) => {
        const decision = decideAddScenes(
          state,
          { scenes: Array.from({ length: count }, () => sceneInput) },
          { ...context, policy: { ...context.policy, addScenesIn: [state.project.value.status] } },
        )
        if (!decision.ok) throw new Error(describeRefusal(decision.refusal))
        const numbers = decision.result.map(({ sequence }) => sequence)
        const used = [
          state.sequenceMark?.value.highest ?? 0,
          ...state.scenes.map(({ value }) => value.sequence),
          ...state.claims.keys(),
          ...state.invalid.map(({ id }) => Number(id.split('#')[1])),
        ]
        expect(numbers).toEqual(numbers.map((_, at) => Math.max(...used) + 1 + at))
        const mark = state.sequenceMark?.value
        expect(decision.change && after(decision.change, 'sequence-mark', mark)).toEqual({
          projectId: '91cf',
          highest: numbers.at(-1),
        })
      }),
    )
  })
})
