/**
 * Compares what each entry point exports with its report in `etc/`, and fails where they differ; `-- --accept` writes the
 * reports anew. Needs a build.
 */
import type { ExtractorMessage } from '@microsoft/api-extractor'
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const accept = process.argv.includes('--accept')
const reports = join(root, 'etc')
mkdirSync(reports, { recursive: true })

const entries = entryPoints().map(([entry, types]) => ({ entry, config: configOf(entry, types) }))
const [first] = entries
if (first === undefined) throw new Error('package.json exports nothing with types')
const compilerState = CompilerState.create(first.config, {
  additionalEntryPoints: entries.map(({ config }) => config.mainEntryPointFilePath),
})
for (const { entry, config } of entries) {
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    ...{ localBuild: accept, compilerState, messageCallback },
  })
  const report = `etc/${entry}.api.md`
  if (!succeeded || (apiReportChanged && !accept)) {
    complain(`${report} differs from what is exported; accept it with: npm run api -- --accept`)
  }
  // As a type, not as the text of an option.
  if (/(?<!')\bany\b(?!')/.test(readFileSync(join(root, report), 'utf8')))
    complain(`${report} lets an any through`)
}
if (process.exitCode === undefined) console.log(`${entries.length} entry points export what etc/ says`)

function complain(message: string): void {
  console.error(message)
  process.exitCode = 1
}

/** Only what this program says itself is for people. */
function messageCallback(message: ExtractorMessage): void {
  if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true
}

/** Every entry point with types, by the name of its report. */
function entryPoints(): readonly (readonly [string, string])[] {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  }
  return Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string'
      ? []
      : [[entry === '.' ? 'scenes' : entry.slice(2).replaceAll('/', '-'), target.types]],
  )
}

function configOf(entry: string, types: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, types),
      compiler: { tsconfigFilePath: join(root, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFileName: entry,
        reportFolder: reports,
        reportTempFolder: join(root, 'node_modules', '.cache', 'api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  })
}
