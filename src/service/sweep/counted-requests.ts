import type { BlobStore } from '../../core/ports/blob-store.js'
import type { SceneStore } from '../../core/ports/scene-store.js'
import type { Environment } from '../environment.js'

/** Calls of the two stores. */
export interface RequestCounts {
  requests: number
  /** Of those, how many threw, or got no answer about an object. */
  failedRequests: number
}

/** The environment with stores that count in `counts` what they are asked for. */
export function countingRequests(environment: Environment, counts: RequestCounts): Environment {
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    counts.requests++
    try {
      return await work()
    } catch (error) {
      counts.failedRequests++
      throw error
    }
  }
  return { ...environment, store: store(environment.store, counted), blobs: blobs() }

  function blobs(): BlobStore {
    const { blobs } = environment
    return {
      stat: async (key) => {
        const answer = await counted(() => blobs.stat(key))
        if (answer === 'unreachable') counts.failedRequests++
        return answer
      },
      put: (key, body, options) => counted(() => blobs.put(key, body, options)),
      async *list(prefix) {
        counts.requests++
        try {
          yield* blobs.list(prefix)
        } catch (error) {
          counts.failedRequests++
          throw error
        }
      },
      signedUrl: (key, options) => counted(() => blobs.signedUrl(key, options)),
      signedUpload: (key, options) => counted(() => blobs.signedUpload(key, options)),
    }
  }
}

function store(inner: SceneStore, counted: <T>(work: () => Promise<T>) => Promise<T>): SceneStore {
  return {
    loadProject: (projectId, options) => counted(() => inner.loadProject(projectId, options)),
    loadScene: (projectId, sequence, options) => counted(() => inner.loadScene(projectId, sequence, options)),
    listProjects: (options) => counted(() => inner.listProjects(options)),
    readEvents: (projectId, options) => counted(() => inner.readEvents(projectId, options)),
    findEvent: (projectId, commandId, options) =>
      counted(() => inner.findEvent(projectId, commandId, options)),
    commit: (change, options) => counted(() => inner.commit(change, options)),
  }
}
