import { describe, expect, it } from 'vitest'
import { decideRepairProject } from '../../../src/core/commands/repair-project.js'
import type { FindingKind } from '../../../src/core/model/finding.js'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import type { Project } from '../../../src/core/model/project.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import { aContext, projectRecords } from '../support/builders.js'
import { accepted, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const KEY = 'mv/projects/91cf/final.mp4'
const URL = toStoredKey(`https://bucket.example/${KEY}?X-Amz-Signature=0`)

/** Two scenes of which one is done, in a project that says so, unless it says something else. */
function aFilm(given: Partial<Project> = {}): ProjectRecords {
  const scenes = [
    { sequence: 1, status: 'completed', ledger: 3 },
    { sequence: 2, ledger: 1 },
  ] as const
  return projectRecords(scenes, { listedAs: 'processing', ledger: 6, ledgerRetired: 2, ...given })
}

function decide(records: ProjectRecords, kinds: readonly FindingKind[], isolated = true) {
  return decideRepairProject({ records, isolated }, { kinds }, aContext())
}

describe('decideRepairProject', () => {
  it('takes keys out of URLs, and tells of a film that has another name since', () => {
    const records = aFilm({ finalOutputKey: URL, characterImageKey: URL })
    const { change, event, result } = accepted(decide(records, ['invalid-key']))
    expect(result).toMatchObject({ finalOutputKey: KEY, characterImageKey: KEY })
    expect(event).toMatchObject({ type: 'project-repaired', findings: ['invalid-key'], finalOutput: KEY })
    expect(writeOn(change, 'project')).toMatchObject({
      guard: { equals: { sceneCount: 2, completedScenes: 1, failedScenes: 0 } },
    })
  })

  it('tells of no film where only an image was wrong', () => {
    const records = aFilm({ characterImageKey: URL })
    expect(accepted(decide(records, ['invalid-key'])).event).not.toHaveProperty('finalOutput')
    const withFilm = aFilm({ characterImageKey: URL, finalOutputKey: toStoredKey(KEY) })
    expect(accepted(decide(withFilm, ['invalid-key'])).event).not.toHaveProperty('finalOutput')
  })

  it('counts again where anything but a key is wrong, and leaves the keys', () => {
    const records = aFilm({ sceneCount: 5, finalOutputKey: URL })
    const { event, result } = accepted(decide(records, ['counter-drift']))
    expect(result).toMatchObject({ sceneCount: 2, finalOutputKey: URL })
    expect(event).toMatchObject({ findings: ['counter-drift'] })
    expect(event).not.toHaveProperty('finalOutput')
  })

  it('does both where both are asked for, and keeps the counters where only keys are', () => {
    const records = aFilm({ sceneCount: 5, finalOutputKey: URL })
    const both = accepted(decide(records, ['invalid-key', 'counter-drift'])).result
    expect(both).toMatchObject({ sceneCount: 2, finalOutputKey: KEY })
    const keys = accepted(decide(records, ['invalid-key'])).result
    expect(keys).toMatchObject({ sceneCount: 5, finalOutputKey: KEY })
  })

  it('finds nothing left to do in a project that is as it should be', () => {
    const records = aFilm()
    expect(unchanged(decide(records, ['invalid-key', 'counter-drift']))).toBe(records.project.value)
  })

  it('counts only what was read at one moment', () => {
    const drifted = aFilm({ ledger: 7 })
    expect(refusalOf(decide(drifted, ['counter-drift'], false))).toEqual({
      kind: 'torn-read',
      ledger: 7,
      counted: 6,
    })
    expect(accepted(decide(drifted, ['foreign-write'], true)).result.ledger).toBe(7)
    const unlisted = aFilm({ listedAs: 'pending' })
    expect(refusalOf(decide(unlisted, ['status-index-drift'], false))).toMatchObject({ kind: 'torn-read' })
    expect(unchanged(decide(aFilm(), ['counter-drift'], false))).toEqual(aFilm().project.value)
    // Keys are no counts.
    const named = aFilm({ ledger: 7, finalOutputKey: URL })
    expect(accepted(decide(named, ['invalid-key'], false)).result.finalOutputKey).toBe(KEY)
  })
})
