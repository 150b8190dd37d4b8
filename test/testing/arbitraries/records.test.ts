import { claimCodec, liveClaim, projectCodec, sceneCodec, toTimestamp } from '@badapple/scenes'
import type { Claim } from '@badapple/scenes'
import { arbitraryClaim, arbitraryProject, arbitraryScene } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const scene = { projectId: '91cf', sequence: 3, createdAt: toTimestamp('2025-11-24T08:00:00Z') }

/** The names of the fields that some of these have. */
function fieldsOf(records: fc.Arbitrary<object>): readonly string[] {
  const seen = fc.sample(records, { numRuns: 300, seed: 1 })
  return [...new Set(seen.flatMap((record) => Object.keys(record)))].sort()
}

describe('arbitrary records', () => {
  it('are stored and read as they are', () => {
    fc.assert(
      fc.property(arbitraryScene(), (value) => {
        expect(sceneCodec.decode(sceneCodec.encode(value))).toMatchObject({ ok: true, value })
      }),
    )
    fc.assert(
      fc.property(arbitraryProject(), (value) => {
        expect(projectCodec.decode(projectCodec.encode(value))).toMatchObject({ ok: true, value })
      }),
    )
    fc.assert(
      fc.property(arbitraryClaim(scene), (value) => {
        expect(claimCodec.decode(claimCodec.encode(value))).toMatchObject({ ok: true, value })
      }),
    )
  })

  it('have every field that such a record can have', () => {
    expect(fieldsOf(arbitraryScene())).toHaveLength(24)
    expect(fieldsOf(arbitraryProject())).toHaveLength(20)
    expect(fieldsOf(arbitraryClaim(scene))).toHaveLength(12)
  })
})

describe('fixed fields', () => {
  it('are values, arbitraries, or left out', () => {
    const scenes = arbitraryScene({
      projectId: '91cf',
      sequence: fc.constantFrom(3, 4),
      clips: {},
      errorMessage: undefined,
    })
    fc.assert(
      fc.property(scenes, (value) => {
        expect(value).toMatchObject({ projectId: '91cf', clips: {} })
        expect([3, 4]).toContain(value.sequence)
        expect('errorMessage' in value).toBe(false)
      }),
    )
  })

  it('are what keys depend on', () => {
    const projects = arbitraryProject({ projectId: 'film', conceptPrompt: 'x' })
    const keys = fc.sample(projects, { numRuns: 300, seed: 1 }).map(({ finalOutputKey }) => finalOutputKey)
    expect(keys.some((key) => key?.startsWith('mv/projects/film/'))).toBe(true)
    expect(keys.some((key) => key?.startsWith('mv/projects/project-1/'))).toBe(false)
    const scenes = fc.sample(arbitraryScene({ projectId: 'film', sequence: 7 }), { numRuns: 300, seed: 1 })
    const originals = scenes.map(({ clips }) => clips.original)
    expect(originals.some((key) => key?.startsWith('mv/projects/film/scenes/007/'))).toBe(true)
  })
})

describe('an arbitrary claim', () => {
  it('is on this scene, or on an earlier one of the same number', () => {
    const claims: readonly Claim[] = fc.sample(arbitraryClaim(scene), { numRuns: 200, seed: 1 })
    expect(claims.every(({ projectId, sequence }) => projectId === '91cf' && sequence === 3)).toBe(true)
    const own = claims.filter(({ sceneCreatedAt }) => sceneCreatedAt === scene.createdAt)
    expect(own.length).toBeGreaterThan(100)
    expect(own.length).toBeLessThan(200)
  })

  it('is never settled beyond its attempts, and now live and now not', () => {
    const claims = fc.sample(arbitraryClaim(scene), { numRuns: 200, seed: 1 })
    for (const { attempt, attemptBase, floor = 0 } of claims) {
      expect(attempt).toBeGreaterThanOrEqual(Math.max(attemptBase, floor))
    }
    const now = toTimestamp('2025-11-24T12:00:00Z')
    const live = claims.filter((claim) => liveClaim(scene, claim, now) !== undefined).length
    expect(live).toBeGreaterThan(5)
    expect(live).toBeLessThan(180)
  })
})
