import type { ProjectView, Scenes } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { ClipOrder, VideoProvider } from '../../../examples/service/provider.js'
import { SimulatedProvider } from '../../../examples/service/simulated-provider.js'
import type { RunningService, ServiceOptions } from '../../../examples/service/start-service.js'
import { startService } from '../../../examples/service/start-service.js'
import type { TableDoor } from '@badapple/scenes/testing'
import { liveTable } from '../../adapters/dynamodb/live-table.js'
import { liveBucket } from '../../adapters/s3/support/live-bucket.js'
import type { Client } from './client.js'

/** Engines, a provider, and processes of the service beside each other. */
export interface World {
  /** The library on the same table and bucket, for what the API does not show. */
  readonly scenes: Scenes
  /** The table without the library. */
  readonly door: TableDoor
  readonly provider: VideoProvider
  /** What the provider was paid for, in that order. */
  readonly orders: readonly ClipOrder[]
  /** What the services could not tell anybody else. */
  readonly reported: readonly unknown[]
  /** The present for signed URLs, in milliseconds. */
  nowMs: number
  /** Finished clips are not handed out until the function that it returns is called. */
  hold(): () => void
  /** A new project with scenes of three seconds, and without videos. */
  project(...prompts: readonly string[]): Promise<string>
  /** A project whose scenes a service has generated the videos of. */
  finished(client: Client, ...prompts: readonly string[]): Promise<ProjectView>
  /** Another process of the service. */
  start(options?: Partial<ServiceOptions>): Promise<RunningService>
  close(): Promise<void>
}

/** @param options - How long the provider works at a clip, in milliseconds. */
export async function startWorld({ workMs = 60 } = {}): Promise<World> {
  const [table, bucket] = await Promise.all([liveTable(), liveBucket()])
  const simulated = new SimulatedProvider(workMs)
  const orders: ClipOrder[] = []
  let handedOut = Promise.resolve()
  const provider: VideoProvider = {
    submit: (order) => {
      orders.push(order)
      return simulated.submit(order)
    },
    state: (jobId) => simulated.state(jobId),
    download: async (jobId) => {
      await handedOut
      return simulated.download(jobId)
    },
  }
  const services = new Set<RunningService>()
  const reported: unknown[] = []
  const store = table.store()
  const scenes = createScenes({ store, blobs: bucket.store() })
  const world: World = {
    scenes,
    door: table.door,
    provider,
    orders,
    reported,
    nowMs: Date.now(),
    hold: () => {
      let release: () => void = () => undefined
      handedOut = new Promise((resolve) => (release = resolve))
      return () => {
        release()
      }
    },
    project: async (...prompts) => {
      const { projectId } = await scenes.createProject({ conceptPrompt: 'Two escalators fall in love' })
      const drafts = prompts.map((prompt) => ({ prompt, durationSeconds: 3 }))
      await scenes.addScenes(projectId, drafts)
      return projectId
    },
    finished: async (client, ...prompts) => {
      const id = await world.project(...prompts)
      await client.post(`/projects/${id}/generate_videos`)
      return client.settled(id)
    },
    start: async (options = {}) => {
      const service = await startService({
        store,
        blobs: bucket.store({ now: () => world.nowMs }),
        provider,
        secret: 'shared by all processes',
        port: 0,
        report: (error) => reported.push(error),
        ...options,
      })
      services.add(service)
      return service
    },
    close: async () => {
      simulated.close()
      await Promise.all([...services].map((service) => service.stop()))
      await Promise.all([table.close(), bucket.close()])
    },
  }
  return world
}
