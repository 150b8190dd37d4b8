import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { configFor } from './engine-config.js'
import { freePort, started } from './ports.js'

/** A DynamoDB to test on. */
export interface DynamoEngine {
  readonly endpoint: string
  readonly config: DynamoDBClientConfig
  /** Whether it is one of somebody's own, which may be slow and cost money. */
  readonly isForeign: boolean
  stop(): void
}

const require = createRequire(import.meta.url)

/** Runs the engine, which would outlive a process that is killed; its own input ends with that process in any case. */
const GUARD = `import { spawn } from 'node:child_process'
  const [program, ...options] = process.argv.slice(1)
  const engine = spawn(program, options, { stdio: 'ignore' })
  engine.on('exit', (code) => process.exit(code ?? 0))
  process.on('SIGTERM', () => engine.kill())
  process.stdin.on('close', () => engine.kill()).resume()`

/**
 * The engine at SCENES_DYNAMODB_ENDPOINT, with the usual AWS variables; otherwise one that is started here on a free port,
 * in memory.
 */
export async function startDynamo(): Promise<DynamoEngine> {
  const endpoint = process.env['SCENES_DYNAMODB_ENDPOINT']
  if (endpoint !== undefined)
    return { endpoint, config: configFor(endpoint), isForeign: true, stop: () => undefined }
  const port = await freePort()
  const engine = [binary(), 'serve', '--host', '127.0.0.1', '--port', String(port)]
  const child = spawn(process.execPath, ['--input-type=module', '--eval', GUARD, ...engine], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const stop = await started(child, port)
  const url = `http://127.0.0.1:${port}`
  return {
    endpoint: url,
    config: configFor(url),
    isForeign: false,
    stop,
  }
}

function binary(): string {
  try {
    return join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide')
  } catch (cause) {
    throw new Error(
      'there is no DynamoDB engine for this platform; set SCENES_DYNAMODB_ENDPOINT and the usual AWS variables to test on another',
      { cause },
    )
  }
}
