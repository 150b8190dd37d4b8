import type { Exploration } from './exploration.js'

/** One line, where somebody asked for it. */
export function report({ name, ...numbers }: Exploration): void {
  if (process.env['SCENES_REPORT'] === undefined) return
  const { states, steps, played, runs, contents, ends, depth, seconds } = numbers
  const figures = { states, steps, played, runs, contents, ends, depth, seconds: seconds.toFixed(1) }
  const cells = Object.entries(figures).map(([key, value]) => `${key} ${String(value).padStart(7)}`)
  process.stdout.write(`${name.padEnd(56)} ${cells.join('  ')}\n`)
}
