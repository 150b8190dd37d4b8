import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { impurities } from './support/purity.js'
import { parse, ROOT, sourceFiles } from './support/source-files.js'

const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(ROOT, 'tsconfig.core.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  ROOT,
)

const PLANTED = join(ROOT, 'src/core/rules/planted.ts')

/** What the compiler says about the core with an extra file in it, and about which file. */
function diagnosticsWith(extra: string) {
  const host = ts.createCompilerHost(config.options)
  const real = { ...host }
  host.fileExists = (path) => path === PLANTED || real.fileExists(path)
  host.readFile = (path) => (path === PLANTED ? extra : real.readFile(path))
  host.getSourceFile = (path, ...rest) =>
    path === PLANTED
      ? ts.createSourceFile(path, extra, ts.ScriptTarget.ES2022, true)
      : real.getSourceFile(path, ...rest)
  const program = ts.createProgram([...config.fileNames, PLANTED], config.options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
    file: file?.fileName,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
}

describe('the core', () => {
  it('compiles where there is neither Node nor a browser, and would not with the type of a file handle, a timer or a request', () => {
    expect(config.options.types).toEqual([])
    expect(config.options.lib).toEqual(['lib.es2023.d.ts'])
    expect(config.fileNames.length).toBeGreaterThan(40)
    const diagnostics = diagnosticsWith(
      'export type A = Buffer\nexport type B = NodeJS.Timeout\nexport type C = Response\nexport const d = process',
    )
    expect(diagnostics.filter(({ file }) => file !== PLANTED)).toEqual([])
    expect(diagnostics).toHaveLength(4)
  })

  it('reaches no clock, no randomness, no I/O and no other package', () => {
    expect(sourceFiles('src/core').flatMap(impurities)).toEqual([])
  })
})

describe('the check of purity', () => {
  it.each([
    'const t = Date.now()',
    'const t = Date["now"]()',
    'const { now } = Date',
    'const Clock = Date',
    'const t = new Date()',
    'const t = new Date',
    'const t = Date()',
    'const year = time.getFullYear()',
    'const text = time.toLocaleString()',
    'const r = Math.random()',
    'const m = Math; m.random()',
    'const t = performance.now()',
    'const e = process.env',
    'const e = globalThis.process',
    'eval("1")',
    'const f = new Function("return 1")',
    'const f = Function("return 1")',
    'setTimeout(work, 1)',
    'await fetch(url)',
    'console.log(1)',
    'const id = crypto.randomUUID()',
    'const fs = require("fs")',
    'const fs = await import("./a.js")',
    'const u = import.meta.url',
    'const all = { process }',
    'import { readFile } from "node:fs"',
    'import type { Stats } from "node:fs"',
    'type Stats = import("node:fs").Stats',
    'import { S3Client } from "@aws-sdk/client-s3"',
    'import { x } from "../../service/a.js"',
    'import * as z from "zod"',
    'export * from "node:path"',
    'declare global { interface Window {} }',
    '/// <reference types="node" />\nexport {}',
  ])('finds %s', (text) => {
    expect(impurities(parse('src/core/rules/planted.ts', text)).length).toBeGreaterThan(0)
  })

  it.each([
    'const t = new Date(0).toISOString()',
    'const t = Date.parse(text) + Date.UTC(2025, 0)',
    'function f(time: Date | number): Date { return new Date(time) }',
    'const m = Math.max(1, 2)',
    'interface Options { readonly now?: string }',
    'const f = ({ now }: Options) => now',
    'const done = 1 + (x.process ?? 0)',
    'const t = context.now',
    'import { x } from "../model/a.js"',
  ])('allows %s', (text) => {
    expect(impurities(parse('src/core/rules/planted.ts', text))).toEqual([])
  })

  it('allows zod in schemas alone', () => {
    const text = 'import * as z from "zod"'
    expect(impurities(parse('src/core/model/a.schema.ts', text))).toEqual([])
    expect(impurities(parse('src/core/model/a.ts', text))).toHaveLength(1)
  })
})
