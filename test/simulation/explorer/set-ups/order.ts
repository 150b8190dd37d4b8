import type { ProjectRecords, SceneEvent } from '@badapple/scenes'
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
} satisfies Readonly<Record<string, Command>>

/** Commands that each change all of the order, in steps where a commit has room for few scenes. */
export function inSteps(...names: readonly (keyof typeof COMMANDS)[]): SetUp<string> {
  return {
    name: `${names.join(', ')}, each in steps`,
    lateRequests: 0,
    passesMs: [],
    begin: async (world) => {
      const scenes = world.calm()
      const id = await projectWith(scenes, SCENES)
      await scenes.startVideoGeneration(id)
      return id
    },
    start: (world, id) => {
      for (const name of names)
        world.start(name, async (process) => {
          await unlessRefused<unknown>(COMMANDS[name](process, id))
        })
    },
    promises: [inOrder],
    judgeEnd,
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
