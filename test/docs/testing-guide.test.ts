import { readFileSync } from 'node:fs'
import type { SceneDraft } from '@badapple/scenes/testing'
import * as kit from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { SCENE_PASTS } from '../../src/testing/builders/scene-pasts.js'
import { BLOB_STORE_FAULTS } from '../../src/testing/faults/faulty-blob-store.js'
import { SCENE_STORE_FAULTS } from '../../src/testing/faults/faulty-scene-store.js'

const guide = readFileSync(new URL('../../docs/guides/testing.md', import.meta.url), 'utf8')
const { aProject, createTestScenes, done } = kit

/** The rows of the table under a heading, without those of its head. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = guide.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

function inCode(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`(.*?)`/g)].map(([, code = '']) => code)
}

describe('the table of states', () => {
  const rows = tableUnder('Projects in any state').map(([builder, , status, video, next, audit]) => {
    const name = inCode(builder)[0]?.replace('()', '') ?? ''
    const build = Object.entries(kit).find(([exported]) => exported === name)?.[1] as () => SceneDraft
    return { name, draft: build(), status: inCode(status)[0], video, next, audit: inCode(audit) }
  })

  it('has all of them', () => {
    expect(rows.map(({ draft }) => draft.state).sort()).toEqual(Object.keys(SCENE_PASTS).sort())
  })

  it.each(rows)('is right about $name', async ({ draft, status, video, next, audit }) => {
    // The other scene shows that it is the right bucket.
    const project = aProject({ projectId: 'film', scenes: [draft, done()] })
    const { scenes } = createTestScenes(project)
    const [scene] = (await scenes.load('film')).scenes
    const { findings } = await scenes.audit('film')
    const { scenes: outcomes } = await scenes.generateMissing('film', () =>
      Promise.resolve({ body: new Uint8Array([1]) }),
    )
    const outcome = outcomes[0]?.outcome === 'skipped' ? outcomes[0].reason.kind : outcomes[0]?.outcome
    const words = { generated: 'yes', adopted: 'adopted', 'has-video': 'no', claimed: 'no, claimed' }

    expect(scene?.value.status).toBe(status)
    expect(scene?.value.clips.original === undefined ? 'no' : 'yes').toBe(video)
    expect(Object.entries(words).find(([kind]) => kind === outcome)?.[1]).toBe(next)
    expect(findings.filter(({ sequence }) => sequence === 1).map(({ kind }) => kind)).toEqual(audit)
  })
})

describe('the table of faults', () => {
  it('has all of them', () => {
    let operations: readonly string[] = []
    const shown = tableUnder('Faults').flatMap(([operation, fault]) => {
      if (operation !== '') operations = inCode(operation)
      return inCode(fault).flatMap((name) => operations.map((one) => `${one} ${name}`))
    })
    const all = Object.entries({ ...SCENE_STORE_FAULTS, ...BLOB_STORE_FAULTS }).flatMap(
      ([operation, faults]) => faults.map((fault) => `${operation} ${fault}`),
    )
    expect([...shown].sort()).toEqual([...all].sort())
  })
})
