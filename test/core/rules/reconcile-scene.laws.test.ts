import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOrder } from '../../../src/core/commands/next-order.js'
import { FINDING_KINDS } from '../../../src/core/model/finding.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { clipTexts } from '../../../src/core/model/scene.js'
import { liveClaim } from '../../../src/core/rules/claims.js'
import { keyInUrl } from '../../../src/core/rules/key-in-url.js'
import type { Reconciliation } from '../../../src/core/rules/reconcile-scene.js'
import { reconcileScene } from '../../../src/core/rules/reconcile-scene.js'
import type { SceneCase } from '../../../src/core/rules/scene-case.js'
import { selectForGeneration } from '../../../src/core/rules/selection.js'
import { SCENE_TRANSITIONS } from '../../../src/core/rules/transitions.js'
import { hasVideo } from '../../../src/core/rules/video.js'
import { KEY_LAW, runs } from '../../arbitraries/runs.js'
import { healthyCases, sceneCases, someKinds } from '../../arbitraries/scene-cases.js'

/** The case after its repair was committed, as a command commits it. */
function committed(situation: SceneCase, { desired, claim, repaired }: Reconciliation): SceneCase {
  if (repaired.length === 0) return situation
  const { now, scene } = situation
  return {
    ...situation,
    scene: { ...desired, updatedAt: now, order: nextOrder(scene.order, now) },
    claim: claim ?? situation.claim,
  }
}

function always(law: (situation: SceneCase, result: Reconciliation) => void, cases = sceneCases): void {
  fc.assert(
    fc.property(cases, (situation) => {
      law(situation, reconcileScene(situation))
    }),
    runs(2_000),
  )
}

/** The keys that the clips of a scene refer to, in URLs too. */
function references({ clips }: Scene): ReadonlySet<string> {
  return new Set(clipTexts(clips).map((text) => keyInUrl(text) ?? text))
}

/** Whether an object is known to have bytes. */
function exists(key: string, { answers, found }: SceneCase['objects']): boolean {
  const answer = answers.get(key)
  const isListed = found !== 'unreachable' && found.some((object) => object.key === key && object.size > 0)
  return isListed || typeof answer === 'object'
}

/** Whether an object is known to be gone. */
function isGone(key: string, objects: SceneCase['objects']): boolean {
  const answer = objects.answers.get(key)
  return !exists(key, objects) && (answer === 'absent' || answer === 'empty')
}

describe('reconcileScene', () => {
  it('answers for every state, in words, and leaves its input alone', () => {
    fc.assert(
      fc.property(sceneCases, (situation) => {
        const before = structuredClone(situation)
        const { findings, repaired } = reconcileScene(situation)
        expect(situation).toEqual(before)
        for (const { message, projectId, sequence } of findings) {
          expect([projectId, sequence]).toEqual(['91cf', 3])
          expect(message).toMatch(/^scene 3 of project 91cf /)
          expect(message).not.toMatch(/undefined|null|\[object|Signature/)
        }
        const repairable = findings.filter((finding) => finding.repairable).map(({ kind }) => kind)
        expect(new Set(repaired)).toEqual(new Set(repairable))
      }),
      KEY_LAW,
    )
  })

  it('leaves nothing to repair, and says the same again', () => {
    always((situation, result) => {
      const after = committed(situation, result)
      const again = reconcileScene(after)
      expect(again.findings.filter(({ repairable }) => repairable)).toEqual([])
      expect(again.desired).toEqual(after.scene)
      expect(again.claim).toBeUndefined()
    })
  })

  it('changes nothing without a finding that says so', () => {
    always(({ scene }, { desired, claim, repaired, findings }) => {
      if (repaired.length === 0) expect([desired, claim]).toEqual([scene, undefined])
      if (findings.length === 0) expect(repaired).toEqual([])
    })
  })

  it('finds nothing in a healthy scene', () => {
    always(({ scene }, { findings, desired }) => {
      expect(findings).toEqual([])
      expect(desired).toEqual(scene)
    }, healthyCases)
  })

  it('never takes the last reference to an object that exists', () => {
    always(({ scene, objects }, { desired }) => {
      const kept = references(desired)
      for (const key of references(scene)) if (!isGone(key, objects)) expect(kept).toContain(key)
    })
  })

  it('never takes away a video that is there or may be, and never makes such a scene selectable', () => {
    always(({ scene, objects }, { desired, findings }) => {
      const { original } = scene.clips
      if (original === undefined) return
      const key = keyInUrl(original) ?? original
      if (isGone(key, objects)) return
      expect([original, key]).toContain(desired.clips.original)
      expect(selectForGeneration([desired]).selected).toEqual([])
      expect(findings.some(({ demotes }) => demotes)).toBe(false)
    })
  })

  it('says of every repair that takes a video away that it demotes', () => {
    always(({ scene }, { desired, findings }) => {
      if (hasVideo(scene) && !hasVideo(desired)) expect(findings.some(({ demotes }) => demotes)).toBe(true)
    })
  })

  it('writes nothing under a live claim', () => {
    always(({ scene, claim, now }, result) => {
      if (liveClaim(scene, claim, now) === undefined) return
      expect(result).toMatchObject({ desired: scene, repaired: [] })
      expect(result.claim).toBeUndefined()
      for (const { kind } of result.findings) expect(['foreign-key', 'shared-key']).toContain(kind)
    })
  })

  it('leaves a status that says what the clips say, by moves that a repair may make', () => {
    always((situation, { desired, repaired }) => {
      const { status } = situation.scene
      if (status !== desired.status) expect(SCENE_TRANSITIONS[status][desired.status]).toContain('repair')
      if (repaired.length > 0 && hasVideo(desired)) expect(desired.status).toBe('completed')
      if (desired.status !== 'failed' && desired.status !== status) {
        expect(desired.errorMessage).toBeUndefined()
        expect(desired.failedAt).toBeUndefined()
      }
    })
  })

  it('keeps the fence of a lease that is not replaced, and never counts attempts back', () => {
    always(({ scene, claim }, result) => {
      if (result.claim === undefined) return
      expect(liveClaim(scene, result.claim, result.claim.expiry)).toBeUndefined()
      expect(result.claim.attempt).toBeGreaterThanOrEqual(claim?.attempt ?? 0)
      if (claim?.sceneCreatedAt !== scene.createdAt) return
      expect(result.claim.claimId).toBe(claim.claimId)
      expect(result.claim.floor ?? -1).toBeGreaterThanOrEqual(claim.floor ?? -1)
    })
  })

  it('repairs only the kinds asked for, and keeps the way open for the rest', () => {
    fc.assert(
      fc.property(sceneCases, someKinds, (situation, kinds) => {
        const all = reconcileScene(situation)
        const some = reconcileScene({ ...situation, only: new Set(kinds) })
        if (some.repaired.length === 0) expect(some.desired).toEqual(situation.scene)
        if (all.repaired.every((kind) => kinds.includes(kind))) {
          expect([some.desired, some.claim]).toEqual([all.desired, all.claim])
        }
        const rest = committed(situation, some)
        const after = committed(rest, reconcileScene(rest))
        expect(reconcileScene(after).findings.filter(({ repairable }) => repairable)).toEqual([])
        // Whatever video the whole repair gives back, the rest of it still does.
        if (hasVideo(all.desired)) expect(hasVideo(after.scene)).toBe(true)
      }),
      runs(2_000),
    )
  })

  it('meets every kind of finding about a scene in these states, repairable or not', () => {
    const seen = new Map<string, number>()
    for (const situation of fc.sample(sceneCases, { numRuns: 4_000, seed: 1 })) {
      for (const { kind, repairable, demotes = false } of reconcileScene(situation).findings) {
        const name = `${kind}${repairable ? '' : ', reported'}${demotes ? ', demotes' : ''}`
        seen.set(name, (seen.get(name) ?? 0) + 1)
      }
    }
    const kinds = FINDING_KINDS.slice(
      FINDING_KINDS.indexOf('invalid-key'),
      FINDING_KINDS.indexOf('counter-drift'),
    )
    const reportedOnly = ['foreign-key', 'shared-key', 'stale-clip']
    const reportedToo = ['invalid-key', 'missing-blob', 'empty-blob', 'lost-clip', 'orphaned-blob']
    expect([...seen.keys()].sort()).toEqual(
      [
        ...kinds.filter((kind) => !reportedOnly.includes(kind)),
        ...[...reportedOnly, ...reportedToo].map((kind) => `${kind}, reported`),
        'missing-blob, demotes',
        'empty-blob, demotes',
      ].sort(),
    )
    expect([...seen].filter(([, count]) => count < 5)).toEqual([])
  })
})
