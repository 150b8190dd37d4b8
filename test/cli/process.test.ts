import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCli, cli, runNode } from './support/built-cli.js'
import { nightFolder } from './support/night.js'

let folder = ''
let remove: () => void
/** Takes every connection, and never answers. */
let silent: Server
let endpoint = ''
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }

beforeAll(async () => {
  ;({ folder, remove } = nightFolder())
  silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  endpoint = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
})

afterAll(() => {
  silent.close()
  remove()
})

describe('the process', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s although the table never answers, and says so', async (signal, code) => {
    const connected = new Promise((resolve) => silent.once('connection', resolve))
    const said = await cli(['show', 'night', '--table', 'T', '--endpoint', endpoint], {
      env: credentials,
      signalWhen: { moment: connected, signal },
    })
    expect(said).toMatchObject({ code, stdout: '' })
    expect(said.stderr).toBe('Stopping; Ctrl-C once more stops at once.\nStopped; what is done stays done.\n')
  })

  it('ends quietly when nobody reads on', async () => {
    const said = await cli(['history', 'night', '--file', 'night.json', '--json'], {
      cwd: folder,
      closeOutput: true,
    })
    expect(said).toMatchObject({ code: 0, stderr: '' })
  })

  it('ends as it would when nobody reads what is wrong', async () => {
    expect(await cli(['nope'], { closeErrors: true })).toMatchObject({ code: 2 })
    const args = ['export', 'dawn', '--file', 'night.json']
    const { code, stdout } = await cli(args, { cwd: folder, closeErrors: true })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('items')
  })

  it('finishes what it writes when nobody reads on', async () => {
    const args = ['retry', 'night', '5', '--file', 'night.json', '--apply']
    expect(await cli(args, { cwd: folder, closeOutput: true })).toMatchObject({ code: 0, stderr: '' })
    const { stdout } = await cli(['history', 'night', '5', '--file', 'night.json'], { cwd: folder })
    expect(stdout).toContain('to be tried again')
  })

  it('needs no package of AWS for a file, and says which for a table or a bucket', async () => {
    const alone = await buildCli(['zod'])
    expect(await runNode([alone, 'projects', '--file', 'night.json'], { cwd: folder })).toMatchObject({
      code: 0,
      stderr: '',
    })
    expect(await runNode([alone, 'projects', '--table', 'T'])).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'badapple-scenes: a table needs packages that are not installed: npm install @aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb\n',
    })
  })
})
