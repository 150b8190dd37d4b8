import * as library from '@badapple/scenes'
import * as dynamodb from '@badapple/scenes/dynamodb'
import * as memory from '@badapple/scenes/memory'
import * as s3 from '@badapple/scenes/s3'
import * as streams from '@badapple/scenes/streams'
import * as kit from '@badapple/scenes/testing'
import * as arbitraries from '@badapple/scenes/testing/arbitraries'
import * as webhooks from '@badapple/scenes/webhooks'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import type { DocExample } from './support/doc-examples.js'
import { docExamples } from './support/doc-examples.js'
import { documents, root, samplesOf } from './support/samples.js'

/** What an example in a doc comment may use without importing it, by entry point. */
const NAMES = {
  '@badapple/scenes': library,
  '@badapple/scenes/memory': memory,
  '@badapple/scenes/dynamodb': dynamodb,
  '@badapple/scenes/s3': s3,
  '@badapple/scenes/streams': streams,
  '@badapple/scenes/webhooks': webhooks,
  '@badapple/scenes/testing': kit,
  '@badapple/scenes/testing/arbitraries': arbitraries,
}

/** Some types, a service, a provider, and a test runner. */
const GIVEN = `
import type { Change, PolledScene, Scenes } from '@badapple/scenes'
import type { EventSink } from '@badapple/scenes/streams'
import fc from 'fast-check'
declare const scenes: Scenes
declare const provider: { submit(prompt: string): Promise<string>; result(jobId: string, signal?: AbortSignal): Promise<Uint8Array> }
declare const test: (name: string, run: () => Promise<void>) => void
`

/** An example as a module, with the imports that it leaves out. */
function moduleOf({ code }: DocExample): string {
  const imports = Object.entries(NAMES).flatMap(([entry, exported]) => {
    const used = Object.keys(exported).filter((name) => new RegExp(`\\b${name}\\b`).test(code))
    return used.length > 0 ? `import { ${used.join(', ')} } from '${entry}'` : []
  })
  return `${imports.join('\n')}\n${GIVEN}\nexport const example = async () => {\n${code}\n}\n`
}

/** The samples and examples by the names of files that they would be in. */
function modules(): ReadonlyMap<string, string> {
  // Inside the project, so that the package's name and the types resolve as they do for its own code.
  const inProject = (name: string) => join(root, 'test', 'docs', `${name}.ts`)
  return new Map([
    ...documents.flatMap((document) =>
      samplesOf(document).map(({ line, code }): [string, string] => [
        inProject(`${basename(document, '.md')}-line-${line}`),
        code,
      ]),
    ),
    ...docExamples.map((example, at): [string, string] => [
      inProject(`example-${at}-${basename(example.where, '.ts').replace('.', '-')}`),
      moduleOf(example),
    ]),
  ])
}

/** What the compiler says of them; the library itself is checked by `npm run types`. */
function problemsIn(texts: ReadonlyMap<string, string>): string {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  // Samples show more than they use.
  const unused = { noUnusedLocals: false, noUnusedParameters: false }
  const options = { ...ts.parseJsonConfigFileContent(config.config, ts.sys, root).options, ...unused }
  const host = ts.createCompilerHost(options)
  const real = { ...host }
  host.fileExists = (path) => texts.has(path) || real.fileExists(path)
  host.readFile = (path) => texts.get(path) ?? real.readFile(path)
  const program = ts.createProgram([...texts.keys()], options, host)
  const problems = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...[...texts.keys()].flatMap((name) => {
      const file = program.getSourceFile(name)
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    }),
  ]
  return ts.formatDiagnostics(problems, host)
}

it('every sample and every example in a doc comment has right types, and a planted one is seen to have not', () => {
  const planted = join(root, 'test', 'docs', 'planted.ts')
  const problems = problemsIn(new Map([...modules(), [planted, 'export const text: string = 1']]))
  expect(problems).toBe(
    "test/docs/planted.ts(1,14): error TS2322: Type 'number' is not assignable to type 'string'.\n",
  )
}, 240_000)
