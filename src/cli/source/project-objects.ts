import { projectPrefix } from '../../index.js'
import type { ExportedObject } from './source.js'

/** Those of a listing that lie in the folder of some projects, or all of it. */
export function objectsOfProjects(
  objects: readonly ExportedObject[],
  projectIds: readonly string[],
): readonly ExportedObject[] {
  if (projectIds.length === 0) return objects
  const folders = projectIds.map(projectPrefix)
  return objects.filter(({ key }) => folders.some((folder) => key.startsWith(folder)))
}
