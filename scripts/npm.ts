import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A command that ended. */
export interface Run {
  readonly ok: boolean
  /** What it printed, without its warnings. */
  readonly stdout: string
  /** The end of all that it printed. */
  readonly output: string
  readonly seconds: number
}

/** In an install nothing runs but npm, and what was installed before is not fetched again. */
export const INSTALL = [
  'install',
  '--no-package-lock',
  '--ignore-scripts',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
]

/** Lines of output that are kept: programs sum up at the end. */
const QUOTED = 40

/** Packs the library, as it was built, as it would be published; gives the path of the tarball. */
export async function pack(root: string, folder: string) {
  const { ok, output, seconds } = await npm(['pack', '--ignore-scripts', '--pack-destination', folder], root)
  const [tarball] = readdirSync(folder)
  if (!ok || tarball === undefined) throw new Error(`npm pack\n${output}`)
  return { tarball: join(folder, tarball), seconds }
}

/** Runs npm and waits for its end; that a command fails is no error here. */
export function npm(args: readonly string[], cwd: string): Promise<Run> {
  return run('npm', args, cwd)
}

/** Runs a program and waits for its end; that it fails is no error here. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const begin = performance.now()
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 2 ** 20 }
    execFile(program, args, options, (error, stdout, stderr) => {
      const seconds = (performance.now() - begin) / 1_000
      const output = (stdout + stderr).split('\n').slice(-QUOTED).join('\n')
      resolve({ ok: error === null, stdout, output, seconds })
    })
  })
}
