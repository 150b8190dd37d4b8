import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { BlobStore, Policy, RepairSummary, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { createApp } from './app.js'
import { Background } from './background.js'
import { ClaimTokens } from './claim-token.js'
import type { VideoProvider } from './provider.js'
import { startRepairSchedule } from './repair-schedule.js'
import type { SceneWriter } from './scene-writer.js'
import { simulatedWriter } from './scene-writer.js'
import { simulatedEditor } from './simulated-editor.js'
import type { VideoEditor } from './video-editor.js'

/** Options of {@link startService}. */
export interface ServiceOptions {
  readonly store: SceneStore
  readonly blobs: BlobStore
  readonly provider: VideoProvider
  /** Default: a simulated one. */
  readonly writer?: SceneWriter
  /** Default: a simulated one. */
  readonly editor?: VideoEditor
  /** Seals claim tokens; the same in every process of the service. */
  readonly secret: string
  /** 0 is a free one. */
  readonly port: number
  /** Where the provider calls back. Default: this process. */
  readonly callbackUrl?: string
  /** Default: 10 minutes. */
  readonly leaseMs?: number
  /** Default: a minute. */
  readonly repairEveryMs?: number
  readonly policy?: Partial<Policy>
  readonly onRepaired?: (projectId: string, summary: RepairSummary) => void
  readonly report: (error: unknown) => void
}

/** A service that answers. */
export interface RunningService {
  readonly url: string
  /** Answers nothing more, and waits for what is under way. */
  stop(): Promise<void>
}

/** Starts the service: what answers, what goes on behind it, and what repairs. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { store, blobs, provider, writer = simulatedWriter, editor = simulatedEditor, secret } = options
  const { leaseMs = 600_000, repairEveryMs = 60_000, policy, callbackUrl, onRepaired, report } = options
  const scenes = createScenes({ store, blobs, actor: 'service', ...(policy !== undefined && { policy }) })
  const background = new Background(report)
  const stopping = new AbortController()
  let url = ''
  const app = createApp({
    scenes,
    blobs,
    provider,
    editor,
    writer,
    tokens: new ClaimTokens(secret),
    background,
    callbackUrl: () => callbackUrl ?? `${url}/api/mv/provider/callback`,
    leaseMs,
    stopping: stopping.signal,
    report,
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  url = `http://127.0.0.1:${await listen(server, options.port)}`
  const schedule = startRepairSchedule({
    scenes,
    everyMs: repairEveryMs,
    report,
    ...(onRepaired !== undefined && { onRepaired }),
  })
  return {
    url,
    stop: async () => {
      // A page whose stream has ended comes again, and would do so over the connection that it has.
      server.keepAliveTimeout = 1
      stopping.abort()
      await close(server)
      await Promise.all([schedule.stop(), background.stop()])
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeIdleConnections()
  })
}
