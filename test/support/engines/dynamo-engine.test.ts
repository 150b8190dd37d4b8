import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startDynamo } from './dynamo-engine.js'

const ENGINE = fileURLToPath(new URL('dynamo-engine.ts', import.meta.url))

function isOpen(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(endpoint).port), '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}

describe.runIf(process.env['SCENES_DYNAMODB_ENDPOINT'] === undefined)('the DynamoDB of the tests', () => {
  it('ends when it is stopped', async () => {
    const engine = await startDynamo()
    const { endpoint } = engine
    expect(await isOpen(endpoint)).toBe(true)
    engine.stop()
    await expect.poll(() => isOpen(endpoint), { timeout: 10_000 }).toBe(false)
  })

  it('ends when the process that started it is killed', async () => {
    const program = `import { startDynamo } from ${JSON.stringify(ENGINE)}
      console.log((await startDynamo()).endpoint)
      setInterval(() => undefined, 1_000)`
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--import', 'tsx', '--input-type=module', '--eval', program],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [printed] = (await once(child.stdout, 'data')) as [Buffer]
    const endpoint = String(printed).trim()
    expect(await isOpen(endpoint)).toBe(true)
    child.kill('SIGKILL')
    await expect.poll(() => isOpen(endpoint), { timeout: 10_000 }).toBe(false)
  })
})
