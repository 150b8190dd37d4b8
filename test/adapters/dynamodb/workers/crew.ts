import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Assignment } from './assignment.js'

/** The programs that processes run. */
export type Program = 'generating-process' | 'editing-process' | 'python-process'

/** A process that was started. */
export interface Member {
  readonly pid: number
  /** Ends it at once, as a machine that goes down does. */
  kill(): void
  /** Resolves when it is at work, or over. */
  readonly atWork: Promise<unknown>
  /** How it ended: by itself, or killed. Rejects with what it said when it failed. */
  readonly over: Promise<'done' | 'killed'>
}

/** Programs that can be started, each as one file: a process is at work after a fraction of a second. */
export interface Programs {
  start(program: Program, assignment: Assignment): Member
  remove(): Promise<void>
}

/** Bundles the programs. */
export async function buildPrograms(): Promise<Programs> {
  const directory = await mkdtemp(join(tmpdir(), 'scenes-programs-'))
  const sourceOf = (program: Program) => fileURLToPath(new URL(`${program}.ts`, import.meta.url))
  const programs: readonly Program[] = ['generating-process', 'editing-process', 'python-process']
  await build({
    entryPoints: programs.map(sourceOf),
    outdir: directory,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
  return {
    start: (program, assignment) => start(join(directory, `${program}.cjs`), assignment),
    remove: () => rm(directory, { recursive: true }),
  }
}

function start(file: string, assignment: Assignment): Member {
  const child = spawn(process.execPath, ['--no-warnings', file, JSON.stringify(assignment)], {
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
    atWork: Promise.race([said, over.catch(() => undefined)]),
    kill: () => {
      child.kill('SIGKILL')
    },
    over,
  }
}
