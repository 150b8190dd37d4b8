import type { Item } from '@badapple/scenes'
import type { SimulatedProcess } from '@badapple/scenes/testing'
import type { Actor, Stage } from '../crew.js'

/** The Python backend: reads an item, and saves it whole a while later, whatever happened to it since. */
export const python: Actor = async (process, stage) => {
  for (let saves = 0; saves < 3; saves++) {
    await process.think('read')
    const [first, ...others] = stored(stage)
    const isProject = first === undefined || process.chance(0.3)
    const sequence = isProject ? undefined : process.pick([first, ...others])
    const copy = stage.world.python.read(stage.projectId, sequence)
    for (let waits = process.pick([0, 1, 3, 8]); waits > 0; waits--) await process.think('works')
    await process.sleep(process.pick([0, 0, 20_000]))
    copy.save(isProject ? projectChanges(process) : sceneChanges(process, stage, sequence ?? 1))
  }
}

/** The scenes that it could read, by their numbers. */
function stored({ world, projectId }: Stage): readonly number[] {
  return world.store
    .exportItems()
    .filter((item) => item['PK']?.['S'] === `PROJECT#${projectId}`)
    .flatMap((item) => /^SCENE#(\d+)$/.exec(String(item['SK']?.['S']))?.[1] ?? [])
    .map(Number)
}

function projectChanges(process: SimulatedProcess): Item {
  return process.pick<Item>([
    {},
    {},
    { status: 'processing', GSI1PK: 'processing' },
    { status: 'failed', GSI1PK: 'failed' },
    { completedScenes: 2 },
  ])
}

function sceneChanges(
  process: SimulatedProcess,
  { world, projectId, provider }: Stage,
  sequence: number,
): Item {
  const change = process.pick(['none', 'none', 'processing', 'failed', 'pending', 'prompt', 'video'])
  switch (change) {
    case 'none':
      return {}
    case 'prompt':
      return { prompt: 'Shot 9' }
    case 'failed':
      return { status: 'failed', errorMessage: 'no credit' }
    case 'processing':
    case 'pending':
      return { status: change }
    case 'video': {
      const key = `mv/projects/${projectId}/scenes/${String(sequence).padStart(3, '0')}/video.mp4`
      const bytes = provider.byHand(sequence)
      world.blobs.putObject({ key, bytes, size: bytes.byteLength, lastModified: new Date(world.nowMs) })
      return { status: 'completed', originalVideoClipS3Key: key, workingVideoClipS3Key: key }
    }
    default:
      throw new Error(`${change} is no change`)
  }
}
