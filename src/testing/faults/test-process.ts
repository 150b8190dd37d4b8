/** A worker process of a test, which may crash. */
export interface TestProcess {
  readonly name: string
  hasCrashed: boolean
}

/** What whoever waits for a crashed process sees; a real one would never get an answer. */
export class CrashError extends Error {
  override readonly name = 'CrashError'
  /** The process that crashed. */
  readonly process: string

  constructor(process: string) {
    super(`process ${process} has crashed; its store and bucket answer no more. Go on with another process`)
    this.process = process
  }
}

/** Fails for a process that has crashed. */
export function assertAlive(process: TestProcess): void {
  if (process.hasCrashed) throw new CrashError(process.name)
}

/** The process dies now. */
export function crash(process: TestProcess): never {
  process.hasCrashed = true
  throw new CrashError(process.name)
}
