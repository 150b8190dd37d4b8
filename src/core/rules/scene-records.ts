import type { ProjectRecords, SceneRecords } from '../model/records.js'
import { keyUses } from './key-uses.js'

/** The records of one scene out of its project's; `undefined` when there is no readable scene of that number. */
export function sceneRecordsOf(records: ProjectRecords, sequence: number): SceneRecords | undefined {
  const scene = records.scenes.find(({ value }) => value.sequence === sequence)
  const claim = records.claims.get(sequence)
  if (scene === undefined) return undefined
  return { project: records.project, scene, ...(claim !== undefined && { claim }) }
}

/** Every key that a clip of the project uses, those in URLs and in scenes that cannot be read included. */
export function usedKeys(records: ProjectRecords): ReadonlySet<string> {
  return new Set(keyUses(records).keys())
}

/** Every key that a clip of another scene of the project uses. */
export function keysOfOthers({ scenes, ...records }: ProjectRecords, sequence: number): ReadonlySet<string> {
  return usedKeys({ ...records, scenes: scenes.filter(({ value }) => value.sequence !== sequence) })
}
