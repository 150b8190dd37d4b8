import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** A process that was started. */
export interface Member {
  readonly pid: number
  /** Ends it at once, as a machine that goes down does. */
  kill(): void
  /** Resolves when it is at work, or over. */
  readonly atWork: Promise<unknown>
  /** How it ended: by itself, or killed. Rejects with what it said when it failed. */
  readonly over: Promise<'done' | 'killed'>
  /** Is told of everything that it says. */
  onMessage(listener: (message: unknown) => void): void
}

/** Programs that can be started, each as one file: a process is at work after a fraction of a second. */
export interface Programs<Program extends string, Assignment extends object> {
  /** @param nodeOptions - Options of Node for this process. */
  start(program: Program, assignment: Assignment, nodeOptions?: readonly string[]): Member
  remove(): Promise<void>
}

/** Bundles programs that lie in a folder. */
export async function bundlePrograms<Program extends string, Assignment extends object>(
  folder: URL,
  programs: readonly Program[],
): Promise<Programs<Program, Assignment>> {
  const directory = await mkdtemp(join(tmpdir(), 'scenes-programs-'))
  await build({
    entryPoints: programs.map((program) => fileURLToPath(new URL(`${program}.ts`, folder))),
    outdir: directory,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
  return {
    start: (program, assignment, nodeOptions = []) =>
      start(join(directory, `${program}.cjs`), assignment, nodeOptions),
    remove: () => rm(directory, { recursive: true }),
  }
}

function start(file: string, assignment: object, nodeOptions: readonly string[]): Member {
  const child = spawn(process.execPath, ['--no-warnings', ...nodeOptions, file, JSON.stringify(assignment)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let errors = ''
  child.stderr?.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  const over = new Promise<'done' | 'killed'>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed')
      else if (code === 0) resolve('done')
      else reject(new Error(`a process failed: ${errors}`))
    })
  })
  const said = new Promise((resolve) => child.once('message', resolve))
  return {
    pid: child.pid ?? 0,
    // How it ends is said by `over`; this says only that it is no use to wait any longer.
    atWork: Promise.race([said, over.catch(() => undefined)]),
    kill: () => {
      child.kill('SIGKILL')
    },
    over,
    onMessage: (listener) => {
      child.on('message', listener)
    },
  }
}
