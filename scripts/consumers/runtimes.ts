import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { arch, execPath, platform } from 'node:process'
import { run } from '../npm.js'
import type { Consumer, Use } from './consumer.js'
import { IMPORTS, PEERS, REQUIRES, SDK, STORES } from './programs.js'

const IMPORT = { what: 'import', file: 'imports.mjs', ...IMPORTS }
const REQUIRE = { what: 'require', file: 'requires.cjs', ...REQUIRES }
const STORE = { what: 'on engines', file: 'stores.mjs', ...STORES }

/** Where the program of a runtime is, and its options before the file. */
type Start = (home: string) => readonly [program: string, ...options: string[]]

function runs(start: Start, programs: readonly (typeof IMPORT)[]): Pick<Consumer, 'files' | 'uses'> {
  return {
    files: Object.fromEntries(programs.map(({ file, program }) => [file, program])),
    uses: programs.map(({ what, file, prints }): Use => {
      return {
        what,
        prints,
        run: (home, { engines }) => {
          const [program, ...options] = start(home)
          return run(program, [...options, file], home, { ENGINES: engines })
        },
      }
    }),
  }
}

/** A version of Node that a package brings. */
function node(version: string): Consumer {
  const subject = `node-${platform}-${arch}`
  const start: Start = (home) => [join(home, 'node_modules', subject, 'bin', 'node')]
  return {
    name: `Node ${version}`,
    subject,
    packages: [`${subject}@${version}`, ...PEERS],
    ...runs(start, [IMPORT, REQUIRE, STORE]),
  }
}

/** A runtime of a package for this platform, in a scope of its own. */
function runtime(name: string, subject: string, start: Start): Consumer {
  return { name, subject, packages: [subject, ...PEERS], ...runs(start, [IMPORT, REQUIRE, STORE]) }
}

/** The only package of a scope: that for this platform. */
function onlyOf(home: string, scope: string): string {
  const folder = join(home, 'node_modules', scope)
  const [name = ''] = readdirSync(folder)
  return join(folder, name)
}

/** The library with one version of the AWS SDK. */
function sdk(version: string): Consumer {
  const others = PEERS.filter((name) => !SDK.some((own) => own === name))
  return {
    name: `AWS SDK ${version}`,
    subject: SDK[0],
    packages: [...SDK.map((name) => `${name}@${version}`), ...others],
    ...runs(() => [execPath], [IMPORT, STORE]),
  }
}

export const RUNTIMES: readonly Consumer[] = [
  node('20.19.0'),
  node('22'),
  node('24'),
  runtime('Bun', 'bun', (home) => [join(onlyOf(home, '@oven'), 'bin', 'bun')]),
  runtime('Deno', 'deno', (home) => [join(onlyOf(home, '@deno'), 'deno'), 'run', '--allow-all']),
]

export const SDKS: readonly Consumer[] = [sdk('3.1000.0'), sdk('latest')]
