import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNumbers, applyPatch, matches, patchOf } from '../../../src/core/model/patch.js'
import type { Project } from '../../../src/core/model/project.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { projects } from '../../arbitraries/projects.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { scenes } from '../../arbitraries/scenes.js'
import { aClaim, aProject, aScene, sceneKey } from '../support/builders.js'

/** Two scenes that share many fields. */
const pairs: fc.Arbitrary<readonly [Scene, Scene]> = fc
  .tuple(scenes, scenes, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }))
  .map(([before, other, taken]) => {
    const fields = Object.entries(other).filter((_, at) => taken[at] === true)
    return [before, { ...before, ...Object.fromEntries(fields) }]
  })

describe('patchOf', () => {
  it('turns one state into another', () => {
    fc.assert(
      fc.property(fc.oneof(pairs, fc.tuple(scenes, scenes)), ([before, after]) => {
        const shown = JSON.stringify(before)
        expect(applyPatch(before, patchOf(before, after))).toStrictEqual(after)
        expect(JSON.stringify(before)).toBe(shown)
      }),
    )
  })

  it('names exactly the fields that differ', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const old = new Map(Object.entries(before).map(([field, value]) => [field, JSON.stringify(value)]))
        const next = new Map(Object.entries(after).map(([field, value]) => [field, JSON.stringify(value)]))
        const differing = [...new Set([...old.keys(), ...next.keys()])].filter(
          (field) => old.get(field) !== next.get(field),
        )
        expect(Object.keys(patchOf(before, after)).sort()).toEqual(
          differing.filter((field) => field !== 'clips' || clipsDiffer(before, after)).sort(),
        )
      }),
    )
  })

  it('is empty for an equal copy', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(patchOf(scene, structuredClone(scene))).toEqual({})
      }),
    )
  })

  it('removes with null, and compares clips one by one', () => {
    const before = aScene({
      errorMessage: 'no',
      clips: { original: sceneKey('a.mp4'), working: sceneKey('b.mp4') },
    })
    const { errorMessage, ...rest } = before
    const after = { ...rest, clips: { original: sceneKey('a.mp4'), lipSynced: sceneKey('c.mp4') } }
    expect(patchOf(before, after)).toEqual({
      errorMessage: null,
      clips: { working: null, lipSynced: sceneKey('c.mp4') },
    })
    expect(errorMessage).toBe('no')
  })

  it('replaces lists and trim points as a whole', () => {
    const before = aScene({ referenceImageKeys: [sceneKey('a.png')], trimPoints: { in: 0, out: 8 } })
    const after = { ...before, referenceImageKeys: [], trimPoints: { in: 0, out: 7 } }
    expect(patchOf(before, after)).toEqual({ referenceImageKeys: [], trimPoints: { in: 0, out: 7 } })
  })
})

describe('applyPatch', () => {
  it('leaves what is not named', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(applyPatch(scene, {})).toStrictEqual(scene)
        expect(applyPatch(scene, { clips: {} })).toStrictEqual(scene)
      }),
    )
  })
})

describe('addNumbers', () => {
  const numbers = fc.record(
    {
      sceneCount: fc.integer({ min: -9, max: 9 }),
      failedScenes: fc.integer({ min: -9, max: 9 }),
      ledger: fc.nat(9),
    },
    { requiredKeys: [], noNullPrototype: true },
  )

  it('adds to what is there, and leaves the rest', () => {
    fc.assert(
      fc.property(projects, numbers, (project, add) => {
        const before = structuredClone(project)
        const after = addNumbers(project, add)
        const { sceneCount = 0, failedScenes = 0, ledger = 0 } = project
        expect(after).toStrictEqual({
          ...project,
          ...(add.sceneCount !== undefined && { sceneCount: sceneCount + add.sceneCount }),
          ...(add.failedScenes !== undefined && { failedScenes: failedScenes + add.failedScenes }),
          ...(add.ledger !== undefined && { ledger: ledger + add.ledger }),
        })
        expect(project).toStrictEqual(before)
      }),
      KEY_LAW,
    )
  })

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(projects, numbers, numbers, (project, one, other) => {
        expect(addNumbers(addNumbers(project, one), other)).toStrictEqual(
          addNumbers(addNumbers(project, other), one),
        )
      }),
      KEY_LAW,
    )
  })

  it('counts a missing number as 0', () => {
    const { ledgerRetired, ...rest } = aProject()
    const project: Project = rest
    expect(addNumbers(project, { ledgerRetired: 2 })).toStrictEqual({ ...project, ledgerRetired: 2 })
  })
})

describe('matches', () => {
  it('holds for every state and the facts of it', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(matches(scene, structuredClone(scene))).toBe(true)
        expect(matches(scene, {})).toBe(true)
      }),
    )
  })

  it('fails when one fact is another', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const patch = patchOf(before, after)
        expect(matches(before, patch)).toBe(Object.keys(patch).length === 0)
        expect(matches(after, patch)).toBe(true)
      }),
    )
  })

  it('compares as a whole what is stored as a whole', () => {
    const trimmed = aScene({ trimPoints: { in: 1, out: 2 } })
    expect(matches(trimmed, { trimPoints: { in: 1, out: 2 } })).toBe(true)
    expect(matches(trimmed, { trimPoints: { in: 1, out: 3 } })).toBe(false)
    expect(matches<object>(trimmed, { trimPoints: { in: 1 } })).toBe(false)
    expect(matches(aScene(), { trimPoints: { in: 1, out: 2 } })).toBe(false)
    expect(matches<object>(aScene(), { prompt: { S: 'a lighthouse' } })).toBe(false)
    expect(matches<object>({}, { clips: { original: null } })).toBe(false)
  })

  it('asks nothing of a field without a value', () => {
    expect(matches<object>(aScene(), { prompt: undefined })).toBe(true)
    expect(applyPatch<object>({ prompt: 'a' }, { prompt: undefined })).toStrictEqual({ prompt: 'a' })
  })

  it('reads null as "must be absent", in clips too', () => {
    const claim = aClaim({ floor: 2 })
    expect(matches(claim, { floor: null })).toBe(false)
    expect(matches(aClaim(), { floor: null })).toBe(true)
    expect(matches(aScene(), { clips: { original: null } })).toBe(true)
    const withClip = aScene({ clips: { original: sceneKey('a.mp4') } })
    expect(matches(withClip, { clips: { original: null } })).toBe(false)
    expect(matches(withClip, { clips: { original: sceneKey('a.mp4'), working: null } })).toBe(true)
    expect(matches(withClip, { clips: { original: sceneKey('b.mp4') } })).toBe(false)
  })
})

function clipsDiffer({ clips: a }: Scene, { clips: b }: Scene): boolean {
  return a.original !== b.original || a.working !== b.working || a.lipSynced !== b.lipSynced
}
