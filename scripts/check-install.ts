/** Installs the packed library alone into a fresh project, and uses what needs no other package. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { INSTALL, npm, pack, run } from './npm.js'

/** A program, and what it must print. */
interface Use {
  readonly what: string
  readonly program: string
  readonly prints: string
}

const generates = `
  import { createScenes } from '@badapple/scenes'
  import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
  const scenes = createScenes({ store: createMemorySceneStore(), blobs: createMemoryBlobStore() })
  const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
  await scenes.addScenes(projectId, [{ prompt: 'They hum', durationSeconds: 8 }])
  const { counts } = await scenes.generateMissing(projectId, async () => ({ body: new Uint8Array([1]) }))
  console.log(counts.generated)`

const delivers = `
  import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
  import { createScenes } from '@badapple/scenes'
  import { createStreamHandler } from '@badapple/scenes/streams'
  const store = createMemorySceneStore()
  await createScenes({ store, blobs: createMemoryBlobStore() }).createProject({ conceptPrompt: 'A choir of radiators' })
  const Records = store.exportItems().map((NewImage, at) => ({
    eventName: 'INSERT',
    dynamodb: { Keys: { PK: NewImage.PK, SK: NewImage.SK }, NewImage, SequenceNumber: String(at) },
  }))
  const sink = { name: 'console', deliver: async ({ type }) => console.log(type) }
  await createStreamHandler({ sinks: [sink] })({ Records })`

const needs = (entry: string) => `
  try {
    await import('@badapple/scenes/${entry}')
    console.log('there is no error')
  } catch (error) {
    console.log(error.code, /package '([^']+)'/.exec(error.message)?.[1])
  }`

const USES: readonly Use[] = [
  { what: 'the service in memory', program: generates, prints: '1' },
  {
    what: 'the core',
    program: `import { selectForGeneration } from '@badapple/scenes/core'
      const { selected } = selectForGeneration([{ sequence: 1, originalVideoClipUrl: null }])
      console.log(selected.length)`,
    prints: '1',
  },
  { what: 'a stream handler', program: delivers, prints: 'project-created' },
  {
    what: 'webhooks without their package',
    program: needs('webhooks'),
    prints: 'ERR_MODULE_NOT_FOUND standardwebhooks',
  },
  {
    what: 'S3 without its packages',
    program: needs('s3'),
    prints: 'ERR_MODULE_NOT_FOUND @aws-sdk/client-s3',
  },
  {
    what: 'DynamoDB without its packages',
    program: needs('dynamodb'),
    prints: 'ERR_MODULE_NOT_FOUND @aws-sdk/client-dynamodb',
  },
]

/** What may be published: code with its types and source maps, and what npm shows. */
const PUBLISHED = [
  /^dist\/[a-z0-9/.-]+\.(?:js|js\.map|d\.ts)$/,
  /^dist\/cli\/demo\/[a-z-]+\.json$/,
  /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
]
/** Megabytes, as installed; half of it are source maps. */
const LARGEST_MB = 4.5

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'install-'))
try {
  const { tarball } = await pack(root, folder)
  const home = join(folder, 'project')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), JSON.stringify({ type: 'module', private: true }))
  const installed = await npm([...INSTALL, tarball], home)
  if (!installed.ok) throw new Error(`npm install\n${installed.output}`)
  if (existsSync(join(home, 'node_modules', '@aws-sdk'))) throw new Error('a package of AWS was installed')
  const complaints = contentProblems(join(home, 'node_modules', '@badapple', 'scenes'))
  report('what is published', complaints.length === 0, complaints.join(', '))
  for (const { what, program, prints } of USES) {
    const { output } = await run(process.execPath, ['--input-type=module', '--eval', program], home)
    report(what, output.trim() === prints, `printed ${output.trim()}, not ${prints}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function report(what: string, isFine: boolean, complaint: string): void {
  console.log(`${what.padEnd(32)} ${isFine ? 'as expected' : complaint}`)
  if (!isFine) process.exitCode = 1
}

/** Files that do not belong there, those that are missing, and too much of it. */
function contentProblems(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(join(folder, file)).isFile())
  const megabytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1e6
  const code = files.filter((file) => file.endsWith('.js'))
  return [
    ...files.filter((file) => !PUBLISHED.some((pattern) => pattern.test(file))),
    ...['LICENSE', 'README.md', 'CHANGELOG.md'].filter((file) => !files.includes(file)),
    ...code.map((file) => file.replace(/js$/, 'd.ts')).filter((file) => !files.includes(file)),
    ...(megabytes > LARGEST_MB ? [`${megabytes.toFixed(1)} MB`] : []),
  ]
}
