import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { cwd } from 'node:process'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { build } from 'esbuild'
import * as fastCheck from 'fast-check'
import * as zod from 'zod'
import { afterEach, describe, expect, it, testsOf, vi } from './declarations.js'

/**
 * @typedef {import('./declarations.js').Test} Test
 * @typedef {(require: (name: string) => unknown, file: (name: string, load: () => unknown) => void) => void} Evaluate
 */

const PACKAGES = new Map(
  Object.entries({ vitest: { afterEach, describe, expect, it, vi }, 'fast-check': fastCheck, zod }),
)
const require = createRequire(import.meta.url)

/**
 * All tests in a folder and what they test, as one script. Each call evaluates it again and answers with the tests, so
 * nothing that a module keeps reaches the next call.
 * @param {string} folder
 * @returns {Promise<() => readonly Test[]>}
 */
export async function bundleOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))
    .sort()
  const { outputFiles } = await build({
    stdin: { contents: files.map(loading).join('\n'), resolveDir: cwd() },
    absWorkingDir: cwd(),
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [ownAddress, secondCopy],
  })
  /** @type {{ runInThisContext(): Evaluate }} */
  const script = new Script(`(function (require, file) {${outputFiles.map(({ text }) => text).join('')}\n})`)
  return () =>
    testsOf((file) => {
      const evaluate = script.runInThisContext()
      evaluate(packageNamed, file)
    })
}

/** @param {string} name @returns {unknown} */
function packageNamed(name) {
  return PACKAGES.get(name) ?? require(name)
}

/** @param {string} file */
function loading(file) {
  return `file(${JSON.stringify(file)}, () => require(${JSON.stringify(`./${file}`)}))`
}

/** Fixtures are found beside the test that reads them. @type {import('esbuild').Plugin} */
const ownAddress = {
  name: 'own-address',
  setup(building) {
    building.onLoad({ filter: /\/test\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }))
  },
}

/** What a test imports while it runs is a second copy of the module. @type {import('esbuild').Plugin} */
const secondCopy = {
  name: 'second-copy',
  setup(building) {
    building.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import'
        ? { path: resolve(resolveDir, path).replace(/\.js$/, '.ts'), suffix: '?copy' }
        : undefined,
    )
  },
}
