import { join } from 'node:path'
import { execPath } from 'node:process'
import { npm, run } from '../npm.js'
import type { Consumer, Use } from './consumer.js'
import { DECIDES } from './programs.js'

const PAGE =
  '<!doctype html><html lang="en"><body><script type="module" src="./page.js"></script></body></html>'
const PAGE_SCRIPT = `import { decides } from './decides.js'\ndocument.title = decides()`

const WORKER = `import { decides } from './decides.js'
export default { test() { console.log(decides()) } }`
const WORKER_CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker", esModule = embed "dist/worker.js")], compatibilityDate = "2026-01-01"))]);`

/** A page with the core, bundled into \`dist\` and opened in Chromium. */
function page(name: string, subject: string, bundle: Use['run']): Consumer {
  return {
    name: `${name}, Chromium`,
    subject,
    packages: [subject],
    files: { 'index.html': PAGE, 'page.js': PAGE_SCRIPT, 'decides.js': DECIDES.program },
    uses: [
      {
        what: 'page',
        prints: DECIDES.prints,
        run: async (home, surroundings) => {
          const bundled = await bundle(home, surroundings)
          return bundled.ok ? surroundings.titleOf(join(home, 'dist')) : bundled
        },
      },
    ],
  }
}

function esbuild(home: string, entry: string, ...options: readonly string[]) {
  const program = join(home, 'node_modules', 'esbuild', 'bin', 'esbuild')
  return run(execPath, [program, entry, '--bundle', '--format=esm', '--outdir=dist', ...options], home)
}

const workerd: Consumer = {
  name: 'workerd',
  subject: 'workerd',
  packages: ['workerd', 'esbuild'],
  files: { 'worker.js': WORKER, 'decides.js': DECIDES.program, 'config.capnp': WORKER_CONFIG },
  uses: [
    {
      what: 'worker',
      prints: DECIDES.prints,
      run: async (home) => {
        const bundled = await esbuild(home, 'worker.js', '--log-level=error')
        if (!bundled.ok) return bundled
        const program = join(home, 'node_modules', 'workerd', 'bin', 'workerd')
        return run(execPath, [program, 'test', 'config.capnp'], home)
      },
    },
  ],
}

export const BUNDLERS: readonly Consumer[] = [
  page('esbuild', 'esbuild', async (home) =>
    esbuild(home, 'page.js', '--minify', '--log-level=error', '--loader:.html=copy', 'index.html'),
  ),
  page('Vite', 'vite', (home) => npm(['exec', '--no', 'vite', '--', 'build', '--logLevel', 'error'], home)),
  workerd,
]
