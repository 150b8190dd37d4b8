import type { ProjectRecords, SceneEvent } from '@badapple/scenes'
import { nextTurn } from '../../../../src/testing/next-turn.js'
import type { SimulatedProcess } from '../../../../src/testing/simulation/simulated-process.js'
import type { SimulatedWorld } from '../../../../src/testing/simulation/simulated-world.js'
import { newScenes } from '../../../support/large-commands.js'
import { projectWith } from '../../../support/test-scenes.js'
import { inOrder } from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

const SCENES = 6

type Command = (process: SimulatedProcess, id: string) => Promise<unknown>

const COMMANDS = {
  reorder: ({ scenes }, id) => scenes.reorderScenes(id, [6, 5, 4, 3, 2, 1]),
  add: ({ scenes }, id) => scenes.addScenes(id, newScenes(4)),
  remove: ({ scenes }, id) => scenes.removeScene(id, 3),
  /** In one commit. */
  swap: ({ scenes }, id) => scenes.reorderScenes(id, [2, 1, 3, 4, 5, 6]),
  repair: ({ scenes }, id) => scenes.repair(id),
} satisfies Readonly<Record<string, Command>>

type Name = keyof typeof COMMANDS

/**
 * Commands that change the order, in steps where a commit has room for few scenes.
 * @param left - What somebody has begun who died before the first step.
 */
export function inSteps(names: readonly Name[], left?: Name): SetUp<string> {
  return {
    name: names.join(' and ') + (left === undefined ? '' : `, after a death in the middle of ${left}`),
    lateRequests: 0,
    passesMs: [],
    begin: async (world) => {
      const scenes = world.calm()
      const id = await projectWith(scenes, SCENES)
      await scenes.startVideoGeneration(id)
      if (left !== undefined) await begun(world, id, left)
      return id
    },
    start: (world, id) => {
      for (const name of names) start(world, id, name)
    },
    promises: [inOrder],
    judgeEnd,
  }
}

function start(world: SimulatedWorld, id: string, name: Name): void {
  world.start(name, async (process) => {
    await unlessRefused<unknown>(COMMANDS[name](process, id))
  })
}

/** Goes on until the command is accepted, and no further. */
async function begun(world: SimulatedWorld, id: string, name: Name): Promise<void> {
  start(world, id, name)
  await nextTurn()
  while ((await world.calm().load(id)).intent === undefined) {
    const [next] = world.waiting()
    if (next === undefined) throw new Error(`${name} fits into one commit`)
    await world.take(next, next.ways[0] ?? 'arrives')
  }
}

async function judgeEnd(world: SimulatedWorld, id: string): Promise<readonly string[]> {
  const scenes = world.calm()
  await scenes.repair(id)
  const { findings } = await scenes.audit(id)
  const records = await scenes.load(id)
  const { items: events } = await scenes.history(id, { limit: 1_000 })
  return [
    ...findings.map(({ kind }) => `after the repair there is ${kind}`),
    ...(records.intent === undefined ? [] : ['after the repair a command is half done']),
    ...halfDone(records, events),
  ]
}

/** What was accepted and is not there, or was done twice. */
function halfDone({ scenes }: ProjectRecords, events: readonly SceneEvent[]): readonly string[] {
  const numbers = new Set(scenes.map(({ value }) => value.sequence))
  const begun = (goal: string) =>
    events.flatMap(({ type, intent, sequences = [] }) =>
      type === 'intent-started' && intent === goal ? sequences : [],
    )
  const added = events
    .filter(({ type }) => type === 'scenes-added')
    .flatMap(({ sequences = [] }) => sequences)
  const removed = new Set(events.flatMap(({ type, sequence }) => (type === 'scene-removed' ? sequence : [])))
  return [
    ...begun('scenes-added').flatMap((sequence) =>
      numbers.has(sequence) || removed.has(sequence)
        ? []
        : [`scene ${sequence} was accepted and is not there`],
    ),
    ...begun('scene-removed').flatMap((sequence) =>
      numbers.has(sequence) ? [`scene ${sequence} was to be removed and is there`] : [],
    ),
    ...(new Set(added).size === added.length ? [] : ['a number was used twice']),
    ...(scenes.length === added.length - removed.size ? [] : [`there are ${scenes.length} scenes`]),
  ]
}
