import type { CommandOptions } from '@badapple/scenes'
import type { SimulatedProcess } from '@badapple/scenes/testing'
import { attempt } from '../attempt.js'
import type { Actor } from '../crew.js'
import { sequencesOf } from './sequences-of.js'

type Edit = (process: SimulatedProcess, projectId: string, options: CommandOptions) => Promise<unknown>

const SHOT = { prompt: 'Shot 7', durationSeconds: 8 }

/** What an editor does, each with a scene of its choice. */
const EDITS: readonly [EditOf, ...EditOf[]] = [
  (sequence) =>
    ({ scenes }, projectId, options) =>
      scenes.editScene(projectId, sequence, { prompt: SHOT.prompt }, options),
  () =>
    ({ scenes }, projectId, options) =>
      scenes.editProject(projectId, { conceptPrompt: SHOT.prompt }, options),
  () => async (process, projectId, options) => {
    const all = await sequencesOf(process, projectId)
    return process.scenes.reorderScenes(projectId, [...all].reverse(), options)
  },
  () => async (process, projectId, options) => {
    const [first, ...others] = await sequencesOf(process, projectId)
    return process.scenes.reorderScenes(projectId, [...others, first], options)
  },
  () =>
    ({ scenes }, projectId, options) =>
      scenes.addScenes(projectId, [SHOT, SHOT], options),
  (sequence) =>
    ({ scenes }, projectId, options) =>
      scenes.removeScene(projectId, sequence, options),
]

type EditOf = (sequence: number) => Edit

/** Changes what is to be made, and in which order. */
export const editor: Actor = async (process, { projectId, world }) => {
  for (let edits = 0; edits < 3; edits++) {
    await process.think()
    const { scenes = [] } = (await world.store.loadProject(projectId)) ?? {}
    const last = scenes.at(-1)?.value.sequence ?? 1
    const edit = process.pick(EDITS)(process.pick([1, 2, 3, last, last]))
    await attempt(process, (options) => edit(process, projectId, options))
  }
}
