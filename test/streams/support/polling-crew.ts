import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { PollingAssignment } from './polling-assignment.js'

/** One poller at a time, as a process that is killed and started again. */
export interface PollingCrew {
  /** How often it was killed at work. */
  readonly kills: () => number
  /** Notes that the poller sent something, of which it may die, before or after it is answered. */
  noteWork(): void
  /** Lets the one that lives live. */
  spare(): void
  /** Ends it as a person does; rejects with what it said when it fails. */
  stop(): Promise<void>
}

/** After so many webhooks a poller dies, at the latest: time says nothing about how far it came on a busy machine. */
const MOST_WEBHOOKS = 30
/** How much later it dies, in milliseconds. */
const LONGEST_MS = 15

/** Bundles the program, so that a process is at work after a fraction of a second. */
export async function buildPoller(directory: string): Promise<string> {
  const file = join(directory, 'polling-process.cjs')
  await build({
    entryPoints: [fileURLToPath(new URL('polling-process.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
  return file
}

/** Starts a poller, kills it with SIGKILL at a random moment of its work, starts it again, and so on. */
export function startPolling(file: string, assignment: PollingAssignment, random: () => number): PollingCrew {
  let kills = 0
  let isSpared = false
  let errors = ''
  let left = 0
  let child = startOne()
  let killing = Promise.resolve()

  function startOne() {
    left = 1 + Math.floor(random() * MOST_WEBHOOKS)
    const started = spawn(process.execPath, ['--no-warnings', file, JSON.stringify(assignment)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    started.stderr.on('data', (data: Buffer) => {
      errors += data.toString()
    })
    return started
  }

  async function killOne(): Promise<void> {
    if (random() < 0.5) await sleep(random() * LONGEST_MS)
    const over = overOf(child)
    child.kill('SIGKILL')
    const { signal } = await over
    if (signal !== 'SIGKILL') throw new Error(`a poller ended by itself: ${errors}`)
    kills++
    child = startOne()
  }

  return {
    kills: () => kills,
    noteWork: () => {
      if (!isSpared && --left === 0) killing = killOne()
    },
    spare: () => {
      isSpared = true
    },
    stop: async () => {
      isSpared = true
      await killing
      const over = overOf(child)
      child.kill('SIGTERM')
      const { code, signal } = await over
      // One that has hardly begun does not listen yet.
      if (code !== 0 && signal !== 'SIGTERM')
        throw new Error(`a poller did not stop (${String(code ?? signal)}): ${errors}`)
    },
  }
}

interface End {
  readonly code: number | null
  readonly signal: string | null
}

function overOf(child: ChildProcess): Promise<End> {
  const { exitCode: code, signalCode: signal } = child
  if (code !== null || signal !== null) return Promise.resolve({ code, signal })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      resolve({ code, signal })
    })
  })
}
