import type { Import } from './imports.js'

/** Each part of the library, and the parts that it may import from besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  rules: ['model'],
  commands: ['model', 'rules'],
  ports: ['model'],
  items: ['model'],
  clock: [],
  'seeded random': [],
  service: ['model', 'rules', 'commands', 'ports', 'clock'],
  adapter: ['model', 'ports', 'items', 'shared by adapters'],
  'shared by adapters': ['model', 'ports'],
  'core entry': ['model', 'rules', 'commands', 'ports', 'items'],
  entry: ['core entry', 'service', 'clock'],
  cli: ['entry', 'core entry', 'adapter', 'seeded random'],
  streams: ['model', 'items', 'clock'],
  webhooks: ['model', 'streams', 'clock'],
  testing: ['model', 'rules', 'commands', 'ports', 'items', 'service', 'clock', 'adapter', 'seeded random'],
  arbitraries: ['model', 'rules', 'items', 'testing'],
}

/** The part that a file belongs to; `undefined` where nobody said. */
export function partOf(path: string): string | undefined {
  if (path === 'src/index.ts') return 'entry'
  if (path === 'src/core/index.ts') return 'core entry'
  const core = /^src\/core\/(model|rules|commands|ports|items)\//.exec(path)?.[1]
  if (core !== undefined) return core
  if (path === 'src/service/clock.ts') return 'clock'
  if (path === 'src/testing/seeded-random.ts') return 'seeded random'
  const shell = /^src\/(service|streams|webhooks)\//.exec(path)?.[1]
  if (shell !== undefined) return shell
  if (/^src\/adapters\/[^/]+\//.test(path)) return 'adapter'
  if (/^src\/adapters\/[^/]+\.ts$/.test(path)) return 'shared by adapters'
  if (path.startsWith('src/cli/')) return 'cli'
  if (path.startsWith('src/testing/arbitraries/')) return 'arbitraries'
  return path.startsWith('src/testing/') ? 'testing' : undefined
}

/** What is wrong with an import between two files of the library; `undefined` when nothing is. */
export function layerProblem({ from, to, place }: Import): string | undefined {
  if (!to.startsWith('src/')) return undefined
  const [importer, imported] = [partOf(from), partOf(to)]
  if (importer === undefined) return `${place}: ${from} belongs to no part of the library`
  if (imported === undefined) return `${place}: ${to} belongs to no part of the library`
  const sameFolder = importer !== 'adapter' || adapterOf(from) === adapterOf(to)
  const allowed = importer === imported ? sameFolder : (MAY_IMPORT[importer] ?? []).includes(imported)
  return allowed ? undefined : `${place}: ${importer} imports ${imported} (${to})`
}

function adapterOf(path: string): string | undefined {
  return /^src\/adapters\/([^/]+)\//.exec(path)?.[1]
}

/** Where data enters. */
const ENTRANCES = new Set([
  'service',
  'items',
  'cli',
  'streams',
  'webhooks',
  'entry',
  'core entry',
  'testing',
])

/** Schemas cost their library; they are imported by schemas, entry points and where data enters. */
export function schemaProblem({ from, to, typeOnly, place }: Import): string | undefined {
  if (!to.endsWith('.schema.ts') || typeOnly || from.endsWith('.schema.ts')) return undefined
  return ENTRANCES.has(partOf(from) ?? '') ? undefined : `${place}: imports ${to}`
}
