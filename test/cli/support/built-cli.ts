import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** How a process is run. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Nobody reads its output. */
  readonly closeOutput?: boolean
  /** Nobody reads what it says beside that. */
  readonly closeErrors?: boolean
  /** It is sent a signal as soon as something has happened. */
  readonly signalWhen?: { readonly moment: Promise<unknown>; readonly signal: NodeJS.Signals }
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * The program as it could be installed: the sources in a few files, beside a package.json. Starting it takes a fraction of what
 * translating at each start would. That the real package has such a program, `npm run install-check` finds out.
 * @param packages - What is installed beside it. Default: everything.
 */
export async function buildCli(packages?: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'badapple-cli-'))
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  await build({
    entryPoints: [join(ROOT, 'src/cli/main.ts')],
    outdir: join(folder, 'dist/cli'),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  })
  copyFileSync(join(ROOT, 'src/cli/demo/legacy-table.json'), join(folder, 'dist/cli/legacy-table.json'))
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  if (packages === undefined) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const name of packages ?? []) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), link)
  }
  return join(folder, 'dist/cli/main.js')
}

let built: Promise<string> | undefined

/** Runs the program. */
export async function cli(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  built ??= buildCli()
  return runNode([await built, ...args], options)
}

/** Runs a program of Node's, with nothing of this process's environment but where to find things. */
export function runNode(
  args: readonly string[],
  { cwd = ROOT, env = {}, closeOutput = false, closeErrors = false, signalWhen }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, args, { cwd, env: { PATH, HOME, USER: 'ada', ...env } })
    const said = { stdout: '', stderr: '' }
    if (closeOutput) child.stdout.destroy()
    if (closeErrors) child.stderr.destroy()
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text
      })
    }
    void signalWhen?.moment.then(() => child.kill(signalWhen.signal))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      resolve({ code, signal, ...said })
    })
  })
}
