import type { CommandOptions, Scenes } from '@badapple/scenes'
import fc from 'fast-check'
import { expect } from 'vitest'
import { findings, isStalledProject } from './naive-audit.js'
import type { NaiveWorld, Reasons } from './naive-world.js'
import type { RealWorld } from './real-world.js'
import { naiveLooks, outcomeOf, realLooks } from './real-world.js'

/** One command, with its arguments, for both worlds. */
export interface Play {
  /** The naive model's answer, and what it does to its world. */
  readonly expected: () => Reasons
  readonly call: (scenes: Scenes, options: CommandOptions) => Promise<unknown>
  /** Whether it takes a `commandId`, so that it can be repeated. */
  readonly repeats?: false
}

/** How often each command was accepted and refused, over all runs. */
export type Tally = Map<string, { accepted: number; refused: number }>

/** Makes a command of fast-check out of arguments. */
export type PlayMaker = <Args extends object>(
  name: string,
  args: fc.Arbitrary<Args>,
  make: (world: NaiveWorld, args: Args, id: string) => Play,
) => fc.Arbitrary<fc.AsyncCommand<NaiveWorld, RealWorld>>

/** Commands that both worlds carry out and are compared after; the tally is kept in passing. */
export function playMaker(tally: Tally): PlayMaker {
  return (name, args, make) =>
    fc.tuple(args, fc.boolean()).map(([given, repeat]) => ({
      check: () => true,
      toString: () => `${name}(${JSON.stringify(given)})${repeat ? ', again' : ''}`,
      run: async (world, real) => {
        const id = real.nextId()
        const reasons = await perform(make(world, given, id), id, repeat, real)
        const counts = tally.get(name) ?? { accepted: 0, refused: 0 }
        if (reasons.length === 0) counts.accepted++
        else counts.refused++
        tally.set(name, counts)
        await compare(world, real)
      },
    }))
}

async function perform({ expected, call, repeats }: Play, id: string, repeat: boolean, real: RealWorld) {
  const before = itemsOf(real)
  const again = repeat && repeats !== false
  const answer = await outcomeOf(() => call(real.scenes, again ? { commandId: id } : {}))
  const reasons = expected()
  if (answer.ok) {
    expect({ accepted: true, although: reasons }).toEqual({ accepted: true, although: [] })
    await expectStored(answer.result, real)
  } else {
    expect(reasons).toContain(answer.reason)
    expect(itemsOf(real)).toBe(before)
  }
  if (again && answer.ok) {
    const after = itemsOf(real)
    expect(await outcomeOf(() => call(real.scenes, { commandId: id }))).toMatchObject({ ok: true })
    expect(itemsOf(real)).toBe(after)
  }
  return reasons
}

/** A scene or a project that a command answers with is the one that is stored. */
async function expectStored(result: unknown, { scenes }: RealWorld): Promise<void> {
  if (typeof result !== 'object' || result === null) return
  const about: unknown = 'scene' in result ? result.scene : result
  if (typeof about !== 'object' || about === null || !('projectId' in about)) return
  const { project, scenes: all } = await scenes.load(String(about.projectId))
  if ('conceptPrompt' in about) expect(about).toEqual(project.value)
  if ('clips' in about && 'sequence' in about) {
    expect(about).toEqual(all.find(({ value }) => value.sequence === about.sequence)?.value)
  }
}

/** Both worlds look the same, and the audit finds what time did, and nothing else. */
async function compare(world: NaiveWorld, real: RealWorld): Promise<void> {
  const { scenes, blobs, clock } = real
  expect(clock.now()).toBe(world.now)
  expect(blobs.objects().map(({ key }) => key)).toEqual([...world.objects.keys()].sort())
  for (const project of world.projects.values()) {
    const { projectId } = project
    expect(realLooks(await scenes.load(projectId), world.now)).toEqual(naiveLooks(project, world.now))
    const items = itemsOf(real)
    const audit = await scenes.audit(projectId)
    expect(itemsOf(real)).toBe(items)
    const found = audit.findings.filter(({ kind }) => kind !== 'stalled-project')
    const said = found.map(({ kind, sequence, repairable }) => {
      const where = sequence === undefined ? '' : ` of scene ${sequence}`
      return `${kind}${where}${repairable ? ', repairable' : ''}`
    })
    expect(said.sort()).toEqual(findings(world, projectId))
    const stalled = isStalledProject(project, world.now)
    if (stalled !== undefined) {
      expect(audit.findings.some(({ kind }) => kind === 'stalled-project')).toBe(stalled)
    }
  }
}

/** Every stored item, as a text that is quick to compare. */
function itemsOf({ store }: RealWorld): string {
  return JSON.stringify(store.exportItems())
}
