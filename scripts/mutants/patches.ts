import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A patch that breaks one rule, and who must notice. */
export interface Mutant {
  readonly name: string
  /** Where the patch is. */
  readonly path: string
  readonly breaks: string
  /** The tests that must notice. */
  readonly tests: readonly string[]
  /** Within so many runs the simulation must notice; missing for what it has no eye for. */
  readonly simulation?: number
}

const FOLDER = fileURLToPath(new URL('../../mutants', import.meta.url))

/** All mutants, by name. */
export function readMutants(): readonly Mutant[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => readMutant(join(FOLDER, file)))
}

function readMutant(path: string): Mutant {
  const text = readFileSync(path, 'utf8')
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
  const [breaks, tests, simulation] = [header('breaks'), header('tests'), header('simulation')]
  if (breaks === undefined || tests === undefined) {
    throw new Error(`${path} needs the lines "breaks: …" and "tests: …" before its diff`)
  }
  return {
    name: basename(path, '.patch'),
    path,
    breaks,
    tests: tests.split(' '),
    ...(simulation !== undefined && { simulation: Number(simulation) }),
  }
}
