import type { BlobStat, BlobStore } from '@badapple/scenes'
import { addMs, toTimestamp } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import type { SeededProjects } from './seeded-projects.js'
import { NOW_MS } from './seeded-projects.js'

/** The projects whose objects are kept: those that a sweep looks at right now. */
const KEPT = 16

const PROJECT = /^mv\/projects\/([^/]+)\//
const LONG_AGO = addMs(toTimestamp(NOW_MS), -86_400_000)

/** The bucket of seeded projects. Each has its objects as long as it is looked at, so that the bucket takes no memory. */
export function seededBucket(projects: SeededProjects): BlobStore {
  const kept = new Map<string, BlobStore>()
  const bucketOf = (projectId: string): BlobStore => {
    const known = kept.get(projectId)
    if (known !== undefined) return known
    const made = createMemoryBlobStore({ objects: projects.project(projects.placeOf(projectId)).objects })
    const [oldest = ''] = kept.keys()
    if (kept.size >= KEPT) kept.delete(oldest)
    kept.set(projectId, made)
    return made
  }
  const ownerOf = (text: string): string | undefined => {
    const projectId = PROJECT.exec(text)?.[1] ?? ''
    return projects.placeOf(projectId) === -1 ? undefined : projectId
  }
  const forbidden = () => Promise.reject(new Error('a sweep uploads nothing'))
  return {
    stat: async (key) => {
      const owner = ownerOf(key)
      // What scenes refer to outside of their project, such as another project's clip, is there.
      const elsewhere: BlobStat = { key, size: 16, lastModified: LONG_AGO }
      return owner === undefined ? elsewhere : bucketOf(owner).stat(key)
    },
    async *list(prefix) {
      const owner = ownerOf(prefix)
      if (owner !== undefined) yield* bucketOf(owner).list(prefix)
    },
    put: forbidden,
    signedUrl: forbidden,
    signedUpload: forbidden,
  }
}
