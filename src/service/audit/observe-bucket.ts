import type { BlobStat, StatAnswer } from '../../core/model/blob.js'
import { isSceneError } from '../../core/model/error.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { oldSceneKey, projectPrefix, scenePrefix } from '../../core/model/object-key-layout.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { SceneObjects } from '../../core/rules/scene-case.js'
import { referencedKeys } from '../../core/rules/scene-case.js'
import { eachConcurrently } from '../each-concurrently.js'
import type { Environment } from '../environment.js'
import { persistently } from '../retry.js'

/** Objects that are looked up at the same time. */
const CONCURRENT_LOOKUPS = 16

/** What the bucket says about the clips of a project. */
export interface BucketView {
  /** By sequence. */
  readonly scenes: ReadonlyMap<number, SceneObjects>
  /** Every object in the folder of the project by its key; `undefined` when the bucket did not say. */
  readonly listed: ReadonlyMap<string, BlobStat> | undefined
  /** Objects with bytes that were there, of those that the records reference. */
  readonly objectsSeen: number
  /** Referenced objects of which the bucket did not say whether they are there. */
  readonly unreachable: number
}

/**
 * Looks up every object that the clips of a project reference, and what else there is of its scenes. One listing of the
 * project's folder answers for what is in it; only what the listing does not show is asked for by itself, so that nothing
 * is taken to be gone that came a moment later.
 */
export async function observeBucket(
  environment: Environment,
  records: ProjectRecords,
  signal: AbortSignal | undefined,
): Promise<BucketView> {
  const { projectId } = records.project.value
  const listed = await listProject(environment, projectId, signal)
  signal?.throwIfAborted()
  const answers = new Map<string, StatAnswer>()
  for (const stat of listed?.values() ?? []) answers.set(stat.key, stat.size === 0 ? 'empty' : stat)
  const keys = new Set(records.scenes.flatMap(({ value }) => referencedKeys(value)))
  const lost = leaseClips(records)
  const unknown = [...keys, ...lost.values()].filter((key) => !answers.has(key))
  await eachConcurrently([...new Set(unknown)], CONCURRENT_LOOKUPS, async (key) => {
    signal?.throwIfAborted()
    answers.set(key, await environment.blobs.stat(key))
  })
  const scenes = new Map(
    records.scenes.map(({ value: { sequence } }): [number, SceneObjects] => {
      const found = listed === undefined ? 'unreachable' : foundOf(projectId, sequence, listed, answers, lost)
      return [sequence, { answers, found }]
    }),
  )
  const said = [...keys].map((key) => answers.get(key))
  return {
    scenes,
    listed,
    objectsSeen: said.filter((answer) => typeof answer === 'object').length,
    unreachable: said.filter((answer) => answer === 'unreachable').length,
  }
}

/** Every object in the folder of a project by its key; `undefined` when the bucket does not answer or forbids to list. */
async function listProject(
  environment: Environment,
  projectId: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, BlobStat> | undefined> {
  const list = async () => {
    const objects = new Map<string, BlobStat>()
    for await (const object of environment.blobs.list(projectPrefix(projectId)))
      objects.set(object.key, object)
    return objects
  }
  try {
    return await persistently(environment, list, signal)
  } catch (error) {
    if (isSceneError(error, 'BLOB_UNREACHABLE')) return undefined
    throw error
  }
}

/** The clips that leases name, by sequence: one may lie outside the scene's folder. */
function leaseClips({ claims }: ProjectRecords): ReadonlyMap<number, ObjectKey> {
  return new Map(
    [...claims].flatMap(([sequence, { value }]) =>
      value.clip === undefined ? [] : [[sequence, value.clip] as const],
    ),
  )
}

function foundOf(
  projectId: string,
  sequence: number,
  listed: ReadonlyMap<string, BlobStat>,
  answers: ReadonlyMap<string, StatAnswer>,
  lost: ReadonlyMap<number, ObjectKey>,
): SceneObjects['found'] {
  const prefix = scenePrefix(projectId, sequence)
  const old = oldSceneKey(projectId, sequence)
  const found = [...listed.values()].filter(({ key }) => key.startsWith(prefix) || key === old)
  const clip = lost.get(sequence)
  if (clip === undefined || found.some(({ key }) => key === clip)) return found
  const answer = answers.get(clip)
  if (answer === 'unreachable') return 'unreachable'
  return typeof answer === 'object' ? [...found, answer] : found
}
