import { readFileSync } from 'node:fs'
import type { Finding } from '@badapple/scenes'
import { recalculateCounters } from '@badapple/scenes'
import type { TestData } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { testScenes } from '../../support/test-scenes.js'

interface Expected {
  readonly now: string
  readonly findings: Readonly<Record<string, readonly { kind: string; sequence: number | null }[]>>
  readonly afterRepair: Readonly<
    Record<
      string,
      {
        readonly status: Readonly<Record<string, string>>
        readonly counters: object
        readonly withoutVideo: readonly number[]
        readonly stillReported: readonly string[]
      }
    >
  >
}

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'))
}

const table = fixture('legacy-table.json') as TestData
const expected = fixture('expected-findings.json') as Expected

/** The service on production data, at the time of the expectations. */
const legacy = () => testScenes(table, { now: Date.parse(expected.now) })

function inShort(findings: readonly Finding[]) {
  return findings.map(({ kind, sequence = null }) => ({ kind, sequence }))
}

describe('the audit of production data', () => {
  it.each(Object.entries(expected.findings))('finds exactly what is wrong with %s', async (id, findings) => {
    const { scenes, store } = legacy()
    const before = store.exportItems()
    const audit = await scenes.audit(id)
    expect(inShort(audit.findings)).toEqual(findings)
    expect(store.exportItems()).toEqual(before)
    for (const { message } of audit.findings) expect(message).not.toMatch(/undefined|\[object/)
  })
})

describe('the repair of production data', () => {
  it.each(Object.entries(expected.afterRepair))('brings %s in order', async (id, state) => {
    const { scenes } = legacy()
    const summary = await scenes.repair(id)
    // The first repair of a scene sealed the counters, so nothing was left to recount.
    expect(summary.steps.filter(({ outcome }) => outcome === 'superseded')).toMatchObject([
      { repair: { command: 'recount' } },
    ])
    const records = await scenes.load(id)
    const found = records.scenes.map(({ value }) => value)
    expect(Object.fromEntries(found.map(({ sequence, status }) => [sequence, status]))).toEqual(state.status)
    expect(records.project.value).toMatchObject(state.counters)
    expect(recalculateCounters(found)).toEqual(state.counters)
    expect(found.filter(({ clips }) => clips.original === undefined).map(({ sequence }) => sequence)).toEqual(
      state.withoutVideo,
    )
    const after = await scenes.audit(id)
    expect(after.findings.map(({ kind }) => kind)).toEqual(state.stillReported)
    expect(after.plan).toEqual([])
    expect((await scenes.repair(id)).steps).toEqual([])
  })

  it('writes nothing to a project that has nothing to put right', async () => {
    const { scenes, store } = legacy()
    const before = store.exportItems()
    const clean = Object.keys(expected.findings).filter((id) => !(id in expected.afterRepair))
    for (const id of clean) expect((await scenes.repair(id)).steps).toEqual([])
    expect(store.exportItems()).toEqual(before)
    expect(clean).toHaveLength(6)
  })
})
