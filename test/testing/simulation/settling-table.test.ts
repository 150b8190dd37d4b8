import { describe, expect, it } from 'vitest'
import type { Change } from '@badapple/scenes'
import { toDynamoJson } from '@badapple/scenes'
import { SettlingTable } from '../../../src/testing/simulation/settling-table.js'
import { projectWith } from '../../support/test-scenes.js'
import { createScenes } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { countingIds, createManualClock } from '@badapple/scenes/testing'

const ASKED = { PK: 'PROJECT#project-1', first: 'METADATA', last: 'SCENE#999' }

/** A table with a project of two pending scenes, and a service whose next commit is kept from settling. */
async function tableWithClaim() {
  const table = new SettlingTable()
  let settle: () => void = () => undefined
  const commit = (change: Change) => {
    const settling = table.commit(change)
    settle = settling.settle
    return settling.answer
  }
  const scenes = createScenes({
    store: { ...table.store, commit },
    blobs: createMemoryBlobStore(),
    clock: createManualClock(),
    ids: countingIds(),
  })
  const id = await projectWith(scenes, 2)
  settle()
  const begin = table.find(ASKED)
  await scenes.claim(id, 1)
  return {
    table,
    scenes,
    id,
    begin,
    settle: () => {
      settle()
    },
  }
}

const statuses = (items: readonly object[]) =>
  items.map((item) => ('status' in item ? item.status : undefined)).slice(0, 2)

describe('a table on which commits settle', () => {
  it('shows each item of a commit under way as it was or as it is, until it has settled', async () => {
    const { table, settle } = await tableWithClaim()
    const seen = [false, true]
    const torn = table.findTorn(ASKED, table.find(ASKED), () => seen.shift() ?? true)
    const kinds = new Set(statuses(torn))
    // The project was pending, and is processing with its first claim; the scene likewise.
    expect(kinds).toEqual(new Set(['pending', 'processing']))
    settle()
    const later = table.findTorn(ASKED, table.find(ASKED), () => false)
    expect(statuses(later)).toEqual(['processing', 'processing'])
  })

  it('hides nothing again that was seen once', async () => {
    const { table } = await tableWithClaim()
    table.findTorn(ASKED, table.find(ASKED), () => true)
    expect(statuses(table.findTorn(ASKED, table.find(ASKED), () => false))).toEqual([
      'processing',
      'processing',
    ])
  })

  it('shows what a slow reading began with, or what it ended with', async () => {
    const { table, begin, settle } = await tableWithClaim()
    settle()
    expect(statuses(table.findTorn(ASKED, begin, () => false))).toEqual(['pending', 'pending'])
    expect(statuses(table.findTorn(ASKED, begin, () => true))).toEqual(['processing', 'processing'])
  })

  it('settles for whoever reads one moment', async () => {
    const { table } = await tableWithClaim()
    table.settle()
    expect(statuses(table.findTorn(ASKED, table.find(ASKED), () => false))).toEqual([
      'processing',
      'processing',
    ])
  })

  it('settles what another commit touches', async () => {
    const { table, scenes, id } = await tableWithClaim()
    await scenes.editScene(id, 1, { prompt: 'Dawn' })
    // Of the edit, which is under way, nothing is seen yet; of the claim before it, everything.
    const seen = [false]
    const [, scene] = table.findTorn(ASKED, table.find(ASKED), () => seen.shift() ?? true)
    expect(scene).toMatchObject({ status: 'processing', prompt: 'Shot 1' })
  })

  it('shows an item that somebody else saved as it is', async () => {
    const { table } = await tableWithClaim()
    table.put(toDynamoJson({ PK: ASKED.PK, SK: 'SCENE#001', projectId: 'project-1', status: 'failed' }))
    const [, scene] = table.findTorn(ASKED, table.find(ASKED), () => false)
    expect(scene).toMatchObject({ status: 'failed' })
  })
})
