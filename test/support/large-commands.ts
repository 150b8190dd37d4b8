import type { ProjectRecords, Scenes } from '@badapple/scenes'
import type { TestScenes, TestSnapshot } from '@badapple/scenes/testing'
import { projectWith, testScenes } from './test-scenes.js'

/** A command that is done in steps. */
export interface LargeCommand {
  readonly name: string
  /** How many scenes there are before. */
  readonly scenes: number
  readonly run: (scenes: Scenes, projectId: string, commandId?: string) => Promise<unknown>
  /** Commits that store its data before it is accepted. */
  readonly chunks: number
}

/** So many new scenes, with prompts of so many characters. */
export function newScenes(count: number, length = 10) {
  return Array.from({ length: count }, (_, at) => ({
    prompt: `new ${at + 1} `.padEnd(length, 'x'),
    durationSeconds: 8,
  }))
}

function given(commandId: string | undefined) {
  return commandId === undefined ? {} : { commandId }
}

export const ADD: LargeCommand = {
  name: 'adding 200 scenes',
  scenes: 3,
  chunks: 3,
  run: (scenes, id, commandId) => scenes.addScenes(id, newScenes(200), given(commandId)),
}

export const ADD_LONG: LargeCommand = {
  name: 'adding the first 200 scenes with prompts of 5,000 characters',
  scenes: 0,
  chunks: 11,
  run: (scenes, id, commandId) => scenes.addScenes(id, newScenes(200, 5_000), given(commandId)),
}

export const REVERSE: LargeCommand = {
  name: 'reversing 200 scenes',
  scenes: 200,
  chunks: 0,
  run: async (scenes, id, commandId) => {
    const order = Array.from({ length: 200 }, (_, at) => 200 - at)
    return scenes.reorderScenes(id, order, given(commandId))
  },
}

export const REMOVE_FIRST: LargeCommand = {
  name: 'removing the first of 200 scenes',
  scenes: 200,
  chunks: 0,
  run: (scenes, id, commandId) => scenes.removeScene(id, 1, given(commandId)),
}

export const LARGE_COMMANDS: readonly LargeCommand[] = [ADD, ADD_LONG, REVERSE, REMOVE_FIRST]

/** What readers see of a project's scenes and of the numbers that are used up, and that a change is under way. */
export function filmOf(records: ProjectRecords | undefined) {
  if (records === undefined) throw new Error('there is no project')
  const { scenes, sequenceMark, intent } = records
  return {
    film: scenes
      .map(
        ({ value }) =>
          `${value.displaySequence ?? '-'}: ${value.sequence} ${value.prompt.trim().slice(0, 12)}`,
      )
      .sort((a, b) => parseInt(a) - parseInt(b)),
    highest: sequenceMark?.value.highest ?? scenes.length,
    isUnderWay: intent !== undefined,
  }
}

const prepared = new Map<number, Promise<TestSnapshot>>()

/** A project of so many pending scenes, ready for videos where it has any; a test of its own each time. */
export async function testWith(count: number): Promise<TestScenes & { readonly id: string }> {
  const known = prepared.get(count) ?? prepare(count)
  prepared.set(count, known)
  return { ...testScenes(await known), id: 'project-1' }
}

async function prepare(count: number): Promise<TestSnapshot> {
  const { scenes, snapshot } = testScenes()
  const id = await projectWith(scenes, count)
  if (count > 0) await scenes.startVideoGeneration(id)
  return snapshot()
}
