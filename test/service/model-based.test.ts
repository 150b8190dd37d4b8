import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEY_LAW } from '../arbitraries/runs.js'
import { claimPlays } from '../support/naive-model/claim-plays.js'
import { addScenes, createProject } from '../support/naive-model/naive-projects.js'
import { upload } from '../support/naive-model/naive-scenes.js'
import type { NaiveWorld } from '../support/naive-model/naive-world.js'
import type { Tally } from '../support/naive-model/play.js'
import { playMaker } from '../support/naive-model/play.js'
import { projectPlays } from '../support/naive-model/project-plays.js'
import { realWorld } from '../support/naive-model/real-world.js'
import { scenePlays } from '../support/naive-model/scene-plays.js'
import { advancing, arriving } from '../support/naive-model/surroundings.js'
import { clipBytes } from '../support/test-scenes.js'

/** More in the environment for a long search. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? KEY_LAW.numRuns)

/** Both worlds with a project of so many scenes, of which so many have a video. */
async function beginning({ count, finished }: { count: number; finished: number }) {
  const real = realWorld()
  const model: NaiveWorld = { now: real.clock.now(), projects: new Map(), objects: new Map(), claims: [] }
  const added = Array.from({ length: count }, () => ({ prompt: 'shot', seconds: 8 }))
  createProject(model, 'one', 'x')
  await real.scenes.createProject({ projectId: 'one', conceptPrompt: 'x' })
  if (count === 0) return { model, real }
  addScenes(model, 'one', added)
  await real.scenes.addScenes(
    'one',
    added.map(({ prompt, seconds }) => ({ prompt, durationSeconds: seconds })),
  )
  for (let sequence = 1; sequence <= Math.min(count, finished); sequence++) {
    const id = real.nextId()
    upload(model, { projectId: 'one', sequence }, { source: { bytes: true }, seconds: 8, id })
    await real.scenes.upload('one', sequence, { body: clipBytes(), durationSeconds: 8 })
  }
  return { model, real }
}

/** Of projects that exist. */
const NEVER_REFUSED: ReadonlySet<string> = new Set(['editProject', 'recount', 'repair'])

describe('the service and a naive model of it', () => {
  it('agree on any sequence of commands', async () => {
    const tally: Tally = new Map()
    const play = playMaker(tally)
    const plays = [...projectPlays(play), ...claimPlays(play), ...scenePlays(play)]
    const commands = fc.commands([...plays, advancing, advancing, advancing, arriving], {
      maxCommands: 25,
      size: 'max',
    })
    const beginnings = fc.record({ count: fc.nat(3), finished: fc.nat(5) })
    await fc.assert(
      fc.asyncProperty(beginnings, commands, async (begin, sequence) => {
        await fc.asyncModelRun(() => beginning(begin), sequence)
      }),
      { numRuns: RUNS },
    )
    // A command that never is accepted, or never refused although it may be, shows nothing.
    for (const [name, { accepted, refused }] of tally) {
      expect(accepted, `${name} was accepted`).toBeGreaterThan(0)
      if (!NEVER_REFUSED.has(name)) expect(refused, `${name} was refused`).toBeGreaterThan(0)
    }
  })
})
