import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mutant } from './patches.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const COPIED = [
  'src',
  'test',
  'scripts',
  'examples',
  'docs',
  'README.md',
  'package.json',
  'tsconfig.json',
  'tsconfig.core.json',
  'vitest.config.ts',
]
/** As many side by side as there are copies of the project. */
const COPIES = 2
/** Fewer random interleavings than in the full run: a mutant that needs more is not dead enough. */
const ENVIRONMENT = { ...process.env, INTERLEAVINGS: '600', CI: 'true' }

/** Works in copies of the project, which are removed afterwards. */
export async function inCopies(work: (folders: readonly string[]) => Promise<void>): Promise<void> {
  const folders = Array.from({ length: COPIES }, () => copyProject())
  try {
    await work(folders)
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

/** Judges every mutant in one of the copies while its patch is applied there. */
export async function judgeAll(
  mutants: readonly Mutant[],
  folders: readonly string[],
  judge: (mutant: Mutant, folder: string) => Promise<void>,
): Promise<void> {
  const queue = mutants.values()
  await Promise.all(
    folders.map(async (folder) => {
      for (const mutant of queue) {
        await run('git', ['apply', mutant.path], folder)
        await judge(mutant, folder)
        await run('git', ['apply', '--reverse', mutant.path], folder)
      }
    }),
  )
}

/** Runs a program and waits for its end; tests that fail are no error here, a patch that does not apply is. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly output: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env: ENVIRONMENT, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error !== null && program === 'git') reject(new Error(`the patch does not apply: ${stderr}`))
      else resolve({ output: stdout + stderr })
    })
  })
}

function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}
