import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
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
  /** Sent a signal as soon as this comes on standard error or output. */
  readonly signalAfter?: { readonly text: string; readonly signals: readonly NodeJS.Signals[] }
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * The program as it is installed: the sources translated file by file, beside a package.json. Starting it takes a fraction of
 * what translating at each start would.
 * @param packages - What is installed beside it. Default: everything.
 */
export async function buildCli(packages?: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'badapple-cli-'))
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|json)$/.test(name) && !name.startsWith('testing'))
    .map((name) => join(ROOT, 'src', name))
  await build({
    entryPoints: files,
    outdir: join(folder, 'dist'),
    outbase: join(ROOT, 'src'),
    bundle: false,
    format: 'esm',
    target: 'es2022',
    loader: { '.json': 'copy' },
    logLevel: 'error',
  })
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
  { cwd = ROOT, env = {}, closeOutput = false, signalAfter }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, args, { cwd, env: { PATH, HOME, USER: 'ada', ...env } })
    const said = { stdout: '', stderr: '' }
    const left = [...(signalAfter?.signals ?? [])]
    if (closeOutput) child.stdout.destroy()
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text
        if (signalAfter === undefined || !said[name].includes(signalAfter.text)) return
        const signal = left.shift()
        if (signal !== undefined) child.kill(signal)
      })
    }
    child.on('error', reject)
    child.on('close', (code, signal) => {
      resolve({ code, signal, ...said })
    })
  })
}
