import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { freePort, started } from './ports.js'

/** An S3 to test on. */
export interface S3Engine {
  readonly endpoint: string
  readonly config: S3ClientConfig
  /** Whether it is one of somebody's own, which may be slow and cost money. */
  readonly isForeign: boolean
  /** Whether it refuses to overwrite when it is asked to. */
  readonly conditionalWrites: boolean
  stop(): void
}

/**
 * The engine at SCENES_S3_ENDPOINT, with the usual AWS variables; otherwise one that is started here on a free port, in
 * memory. One without conditional writes is told of with SCENES_S3_CONDITIONAL_WRITES=no.
 */
export async function startS3(): Promise<S3Engine> {
  const endpoint = process.env['SCENES_S3_ENDPOINT']
  if (endpoint !== undefined) {
    const conditionalWrites = process.env['SCENES_S3_CONDITIONAL_WRITES'] !== 'no'
    return {
      endpoint,
      config: { endpoint, forcePathStyle: true },
      isForeign: true,
      conditionalWrites,
      stop: () => undefined,
    }
  }
  const port = await freePort()
  // It ends when this process does, however that ends.
  const program = `import { startFauxqs } from 'fauxqs'
    process.stdin.on('close', () => process.exit()).resume()
    await startFauxqs({ port: ${port}, logger: false })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'ignore', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  })
  const stop = await started(child, port)
  const url = `http://127.0.0.1:${port}`
  return {
    endpoint: url,
    config: {
      endpoint: url,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    isForeign: false,
    // It ignores `If-None-Match`.
    conditionalWrites: false,
    stop,
  }
}
