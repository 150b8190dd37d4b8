import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocExample } from './support/doc-examples.js'
import { docExamples } from './support/doc-examples.js'
import { root } from './support/samples.js'

/** `expression // value` becomes a check; a bare comment stays one. */
function checked({ where, code }: DocExample): string {
  const lines = code.split('\n').map((line, index, all) => {
    const shown = /^\s*\/\/ (.*)$/.exec(all[index + 1] ?? '')?.[1]
    const inline = /^(?!\s*(?:const|import|for|\/\/))(\s*)(.+?) \/\/ (.+)$/.exec(line)
    if (inline !== null) return `${inline[1]}check(await (${inline[2]}), ${inline[3]}, '${where}')`
    if (shown !== undefined && /^\w.*\)$/.test(line)) return `check(await (${line}), ${shown}, '${where}')`
    return line
  })
  return `await (async () => {\n${lines.join('\n')}\n})()\n`
}

const PRELUDE = `
import assert from 'node:assert/strict'
import * as library from '@badapple/scenes'
import * as memory from '@badapple/scenes/memory'
import * as dynamodb from '@badapple/scenes/dynamodb'
import * as s3 from '@badapple/scenes/s3'
import * as streams from '@badapple/scenes/streams'
import * as webhooks from '@badapple/scenes/webhooks'
import * as kit from '@badapple/scenes/testing'
import * as arbitraries from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
Object.assign(globalThis, library, memory, dynamodb, s3, streams, webhooks, kit, arbitraries, { fc })
let checks = 0
const check = (actual: unknown, expected: unknown, where: string) => {
  checks++
  assert.deepEqual(actual, expected, where)
}
// What examples may take for granted: a service, a project 91cf with one scene, a provider, and a test runner.
const scenes = library.createScenes({ store: memory.createMemorySceneStore(), blobs: memory.createMemoryBlobStore() })
await scenes.createProject({ projectId: '91cf', conceptPrompt: 'x' })
await scenes.addScenes('91cf', [{ prompt: 'x', durationSeconds: 8 }])
const provider = {
  submit: async () => 'job-1',
  result: async () => new Uint8Array(8),
}
const test = (name: string, run: () => Promise<void>) => {
  check([typeof name, typeof run], ['string', 'function'], 'a test')
}
`

describe('the examples in doc comments', () => {
  it('run, and give the values that stand beside them', () => {
    const folder = mkdtempSync(join(root, 'test', 'docs', 'sample-'))
    try {
      const file = join(folder, 'examples.ts')
      writeFileSync(
        file,
        `${PRELUDE}\n${docExamples.map(checked).join('\n')}\nprocess.stdout.write(String(checks))`,
      )
      const printed = execFileSync(process.execPath, ['--import', 'tsx', file], {
        cwd: root,
        encoding: 'utf8',
      })
      expect(docExamples.length).toBeGreaterThan(10)
      // Examples print, too.
      expect(Number(printed.split('\n').at(-1))).toBeGreaterThan(10)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
