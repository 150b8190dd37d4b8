import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RepairSceneInput } from '../../../src/core/commands/repair-scene.js'
import { decideRepairScene } from '../../../src/core/commands/repair-scene.js'
import { assertChange } from '../../../src/core/model/assert-change.js'
import type { StatAnswer } from '../../../src/core/model/blob.js'
import { eventSchema } from '../../../src/core/model/event.schema.js'
import { FINDING_KINDS } from '../../../src/core/model/finding.js'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { liveClaim } from '../../../src/core/rules/claims.js'
import { reconcileScene } from '../../../src/core/rules/reconcile-scene.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sceneCases, someKinds } from '../../arbitraries/scene-cases.js'
import { aContext, aProject, aScene, records, sceneKey, secondsFromNow, stored } from '../support/builders.js'
import { accepted, after, operations, unchanged, writeOn } from '../support/decisions.js'

const VIDEO = sceneKey('video_1_claim-1.mp4')
const IN_URL = toStoredKey(`https://bucket.example/${sceneKey('audio.mp3')}?X-Amz-Signature=0`)
const over = secondsFromNow(-3_600)

function anInput(
  answers: Readonly<Record<string, StatAnswer>> = {},
  given: Partial<RepairSceneInput> = {},
): RepairSceneInput {
  return {
    objects: { answers: new Map(Object.entries(answers)), found: [] },
    uses: new Map(),
    history: new Set(),
    kinds: FINDING_KINDS,
    demotes: true,
    ...given,
  }
}

describe('decideRepairScene', () => {
  it('takes a video away whose object is gone, and keeps the clips in history', () => {
    const clips = { original: VIDEO, working: VIDEO }
    const state = records({ scene: { status: 'completed', clips, order: 7 } })
    const { change, event, result } = accepted(
      decideRepairScene(state, anInput({ [VIDEO]: 'absent' }), aContext()),
    )
    expect(result).toMatchObject({ status: 'pending', clips: {} })
    expect(event).toMatchObject({
      type: 'scene-repaired',
      findings: ['missing-blob'],
      from: 'completed',
      to: 'pending',
      clips: {},
      clipsSuperseded: [
        { clip: 'original', key: VIDEO },
        { clip: 'working', key: VIDEO },
      ],
    })
    expect(operations(change)).toContain('check-absent claim')
  })

  it('puts right what takes no video away, though another part of the audit would', () => {
    const scene = { status: 'completed', clips: { original: VIDEO }, audioClipKey: IN_URL } as const
    const state = records({ scene })
    const input = anInput({ [VIDEO]: 'absent' }, { kinds: ['invalid-key'], demotes: false })
    const { event, result } = accepted(decideRepairScene(state, input, aContext()))
    expect(result).toMatchObject({ clips: { original: VIDEO }, audioClipKey: sceneKey('audio.mp3') })
    expect(event.findings).toEqual(['invalid-key'])
    expect(event).not.toHaveProperty('attempt')
  })

  it('tells no attempt where no clip was adopted, and no error that stays', () => {
    const scene = { status: 'failed', errorMessage: 'no credit', clips: {}, audioClipKey: IN_URL } as const
    const { event, result } = accepted(decideRepairScene(records({ scene }), anInput(), aContext()))
    expect(event.findings).toEqual(['invalid-key'])
    expect(event).not.toHaveProperty('attempt')
    expect(event).not.toHaveProperty('reason')
    expect(result.errorMessage).toBe('no credit')
    const numbered = { status: 'processing', clips: { original: VIDEO } } as const
    const noticed = accepted(decideRepairScene(records({ scene: numbered }), anInput(), aContext())).event
    expect(noticed.findings).toEqual(['silent-success'])
    expect(noticed).not.toHaveProperty('attempt')
    expect(noticed).not.toHaveProperty('reason')
  })

  it('tells the attempt whose clip is given back', () => {
    const claim = { attempt: 1, floor: 1, ended: true, expiry: over, clip: VIDEO }
    const found = [{ key: VIDEO, size: 1, lastModified: over }]
    const input = anInput({}, { objects: { answers: new Map(), found } })
    const { event } = accepted(decideRepairScene(records({ claim }), input, aContext()))
    expect(event).toMatchObject({ findings: ['lost-clip'], attempt: 1 })
  })

  it('never takes one away that the plan did not say goes', () => {
    const state = records({ scene: { status: 'completed', clips: { original: VIDEO } } })
    const input = anInput({ [VIDEO]: 'absent' }, { demotes: false })
    expect(unchanged(decideRepairScene(state, input, aContext()))).toBe(state.scene.value)
    // Nor anything with it.
    const mixed = records({ scene: { ...state.scene.value, audioClipKey: IN_URL } })
    expect(unchanged(decideRepairScene(mixed, input, aContext()))).toBe(mixed.scene.value)
  })

  it('tells the error that goes, and the attempt whose clip is adopted', () => {
    const state = records({
      scene: { status: 'failed', errorMessage: 'no credit' },
      claim: { attempt: 1, expiry: over },
    })
    const found = [{ key: VIDEO, size: 1, lastModified: over }]
    const input = anInput({}, { objects: { answers: new Map(), found } })
    const { change, event, result } = accepted(decideRepairScene(state, input, aContext()))
    expect(result).toMatchObject({ status: 'completed', clips: { original: VIDEO, working: VIDEO } })
    expect(event).toMatchObject({ findings: ['orphaned-blob'], attempt: 1, reason: 'no credit' })
    const lease = after(change, 'claim', state.claim?.value)
    expect(lease).toMatchObject({ claimId: 'claim-1', floor: 1, clip: VIDEO, ended: true })
    expect(writeOn(change, 'claim')).toMatchObject({ guard: { equals: { expiry: over } } })
  })

  it('makes a lease for an adopted clip, named with the command', () => {
    const found = [{ key: VIDEO, size: 1, lastModified: over }]
    const input = anInput({}, { objects: { answers: new Map(), found } })
    const { change } = accepted(decideRepairScene(records({}), input, aContext()))
    expect(writeOn(change, 'claim')).toMatchObject({
      op: 'insert',
      value: { claimId: 'command-1', owner: 'tester', attempt: 1, floor: 1 },
    })
  })

  it('relies on the lease being over, though it leaves it as it is', () => {
    const state = records({
      scene: { status: 'processing', clips: { original: VIDEO } },
      claim: { expiry: over, ended: true },
    })
    const { change, event } = accepted(decideRepairScene(state, anInput(), aContext()))
    expect(event).toMatchObject({ findings: ['silent-success'], from: 'processing', to: 'completed' })
    expect(writeOn(change, 'claim')).toMatchObject({ op: 'check', guard: { equals: { expiry: over } } })
  })

  it('tells no attempt where a key was taken out of a URL', () => {
    const original = toStoredKey(`https://bucket.example/${VIDEO}?X-Amz-Signature=0`)
    const state = records({ scene: { status: 'completed', clips: { original } } })
    const { event, result } = accepted(decideRepairScene(state, anInput(), aContext()))
    expect(result.clips.original).toBe(VIDEO)
    expect(event).not.toHaveProperty('attempt')
  })

  it('finds nothing left to do where it was done, or somebody generates the scene', () => {
    const done = records({ scene: { status: 'completed', clips: { original: VIDEO } } })
    expect(unchanged(decideRepairScene(done, anInput(), aContext()))).toBe(done.scene.value)
    const busy = records({ scene: { status: 'completed' }, claim: {} })
    expect(unchanged(decideRepairScene(busy, anInput(), aContext()))).toBe(busy.scene.value)
    const other = records({ scene: { status: 'completed' } })
    const input = anInput({}, { kinds: ['stalled'] })
    expect(unchanged(decideRepairScene(other, input, aContext()))).toBe(other.scene.value)
  })
})

describe('the repair of a scene, whatever its state', () => {
  it('commits exactly what the audit says, of the kinds asked for', () => {
    fc.assert(
      fc.property(sceneCases, someKinds, fc.boolean(), (situation, some, isWhole) => {
        const { scene, claim, now, policy, ...facts } = situation
        const kinds = isWhole ? FINDING_KINDS : some
        const state = {
          project: stored(aProject()),
          scene: stored(scene),
          ...(claim !== undefined && { claim: stored(claim) }),
        }
        const context = aContext({ now, policy: { ...DEFAULT_POLICY, ...policy } })
        const decision = decideRepairScene(state, { ...facts, kinds, demotes: true }, context)
        const by = { claimId: 'command-1', owner: 'tester' }
        const wanted = reconcileScene({ ...situation, only: new Set(kinds), by })
        if (wanted.repaired.length === 0) {
          expect(unchanged(decision)).toBe(scene)
          return
        }
        const { change, event } = accepted(decision)
        expect(liveClaim(scene, claim, now)).toBeUndefined()
        assertChange(change)
        expect(eventSchema.parse(event)).toEqual(event)
        expect(event.findings).toEqual(wanted.repaired)
        // What was made from a video that is gone goes with it, however its own object is gone.
        const isBlob = (kind: string) => kind === 'missing-blob' || kind === 'empty-blob'
        const asked = [...kinds, ...(kinds.some(isBlob) ? ['missing-blob', 'empty-blob'] : [])]
        for (const kind of wanted.repaired) expect(asked).toContain(kind)
        const { updatedAt, order, foreignSave, ledger, ...next } = after(change, 'scene', scene) ?? aScene()
        const { updatedAt: _before, order: _last, foreignSave: _kept, ...desired } = wanted.desired
        expect([next, updatedAt, order]).toEqual([desired, now, event.order])
        expect(after(change, 'claim', claim)).toEqual(wanted.claim ?? claim)
      }),
      KEY_LAW,
    )
  })
})
