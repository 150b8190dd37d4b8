import { randomBytes } from 'node:crypto'
import { startEngines } from './engines.js'
import { SimulatedProvider } from './simulated-provider.js'
import { startService } from './start-service.js'

const PROVIDER_MS = 1_000

const { PORT = '3000', SERVICE_SECRET = randomBytes(32).toString('hex') } = process.env

const engines = await startEngines()
const provider = new SimulatedProvider(PROVIDER_MS)
const service = await startService({
  ...engines,
  provider,
  secret: SERVICE_SECRET,
  port: Number(PORT),
  onRepaired: (projectId, { repaired }) => {
    console.log(`repaired project ${projectId}: ${repaired} steps`)
  },
  report: console.error,
})

const api = `${service.url}/api/mv`
const created = await fetch(`${api}/projects`, {
  method: 'POST',
  body: JSON.stringify({ conceptPrompt: 'A lighthouse keeper dances alone' }),
})
const { projectId } = (await created.json()) as { readonly projectId: string }
console.log(`The service listens at ${service.url}. Look at a project in a browser, as it changes:

  ${service.url}/projects/${projectId}

Or write its scenes, make their videos and look at it by hand:

  curl -X POST ${api}/projects/${projectId}/generate
  curl -X POST ${api}/projects/${projectId}/generate_videos
  curl ${api}/projects/${projectId}
`)

async function stop(): Promise<void> {
  provider.close()
  await service.stop()
  engines.stop()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
