/**
 * Installs the packed library into fresh projects: versions of Node and of the AWS SDK, other runtimes, bundlers and
 * compilers; and uses it there. Words choose consumers whose names have one of them; `--keep` keeps the folders.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { CHROMIUM, launchChromium } from '../test/support/chromium.js'
import { startDynamo } from '../test/support/engines/dynamo-engine.js'
import { startS3 } from '../test/support/engines/s3-engine.js'
import { serveFolder } from '../test/support/static-site.js'
import { chosen } from './chosen.js'
import { BUNDLERS } from './consumers/bundlers.js'
import { COMPILERS } from './consumers/compilers.js'
import type { Consumer, Surroundings } from './consumers/consumer.js'
import { RUNTIMES, SDKS } from './consumers/runtimes.js'
import type { Run } from './npm.js'
import { INSTALL, npm, pack } from './npm.js'

const { values, positionals } = parseArgs({
  options: { keep: { type: 'boolean' } },
  allowPositionals: true,
})
const wanted = chosen([...RUNTIMES, ...SDKS, ...BUNDLERS, ...COMPILERS], positionals, 'consumer')
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'consumers-'))
const [dynamo, s3] = [await startDynamo(), await startS3()]
try {
  const { tarball } = await pack(root, folder)
  const surroundings = { engines: JSON.stringify({ dynamo: dynamo.config, s3: s3.config }), titleOf }
  for (const [at, consumer] of wanted.entries()) {
    const home = join(folder, String(at))
    await check(consumer, home, tarball, surroundings)
    if (values.keep !== true) rmSync(home, { recursive: true })
  }
} finally {
  dynamo.stop()
  s3.stop()
  if (values.keep === true) console.log(`\nkept: ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
}

async function check(consumer: Consumer, home: string, tarball: string, surroundings: Surroundings) {
  const { name, subject, packages, files, uses } = consumer
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), JSON.stringify({ type: 'module', private: true }))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(home, file), text)
  const installed = await npm([...INSTALL, tarball, ...packages], home)
  if (!installed.ok) {
    complain(name, 'cannot be installed', installed)
    return
  }
  for (const use of uses) {
    const used = await use.run(home, surroundings)
    if (!used.ok || used.stdout.trim() !== use.prints)
      complain(name, `${use.what}: not “${use.prints}”`, used)
    else console.log(row(name, versionOf(subject, home), use.what, `${used.seconds.toFixed(1)} s`))
  }
}

function complain(name: string, what: string, { output }: Run): void {
  console.log(`${row(name, '', what, 'FAILED')}\n${output}`)
  process.exitCode = 1
}

function row(name: string, version: string, what: string, outcome: string): string {
  return `${name.padEnd(20)}${version.padEnd(18)}${what.padEnd(14)}${outcome}`
}

function versionOf(subject: string, home: string): string {
  const text = readFileSync(join(home, 'node_modules', subject, 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

/** Opens the page of a folder in Chromium, which may ask nobody else for anything; its title, or what went wrong. */
async function titleOf(site: string): Promise<Run> {
  const begin = performance.now()
  const served = await serveFolder(site)
  let browser: Browser | undefined
  try {
    if (CHROMIUM === undefined)
      throw new Error('there is no Chromium; install it, or name one with SCENES_CHROMIUM')
    browser = await launchChromium(CHROMIUM)
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', ({ message }) => problems.push(message))
    await page.goto(`${served.url}/index.html`, { waitUntil: 'networkidle' })
    const output = [await page.title(), ...problems].join('\n')
    return { ok: problems.length === 0, stdout: output, output, seconds: (performance.now() - begin) / 1_000 }
  } catch (error) {
    return { ok: false, stdout: '', output: String(error), seconds: 0 }
  } finally {
    await browser?.close()
    await served.close()
  }
}
