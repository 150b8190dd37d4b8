import { availableParallelism } from 'node:os'
import { version } from 'node:process'
import { markdownTable } from '../scripts/markdown-table.js'
import type { Comparison, Spread } from './compare.js'
import type { Curve } from './growth.js'

/** What was measured in one run. */
export interface Measured {
  readonly comparisons: readonly Comparison[]
  readonly curves: readonly Curve[]
  /** What the adapter itself does for a heartbeat. */
  readonly ownMicros: number
  readonly pages: number
}

/** The text of `docs/benchmarks.md`: the template, with the tables in its places. */
export function benchmarksDocument(template: string, measured: Measured): string {
  const { comparisons, curves, ownMicros, pages } = measured
  const subjects = [...new Set(comparisons.map(({ what }) => what))]
  const places: Readonly<Record<string, string>> = {
    machine: `Node ${version}, ${availableParallelism()} cores`,
    pages: String(pages),
    ownWork: `${ownMicros.toFixed(0)} µs`,
    growth: growthTable(curves),
    ...Object.fromEntries(
      subjects.map((what) => [
        what,
        markdownTable(
          ['', 'ratio', 'most rounds', 'µs'],
          comparisons
            .filter((row) => row.what === what)
            .map(({ name, ratio, micros }) => [
              name,
              ratio.median.toFixed(2),
              spread(ratio),
              Math.round(micros).toLocaleString('en-US'),
            ]),
        ),
      ]),
    ),
  }
  return template.replace(/\{\{(.+?)\}\}/g, (_, place: string) => {
    const text = places[place]
    if (text === undefined) throw new Error(`nothing was measured for ${place}`)
    return text
  })
}

function growthTable(curves: readonly Curve[]): string {
  const sizes = curves[0]?.points.map(({ size }) => size) ?? []
  return markdownTable(
    ['', ...sizes.map((size) => `${size.toLocaleString('en-US')} scenes`)],
    curves.map(({ name, points }) => [
      name,
      ...points.map(({ ratio, ms }) => `${ratio.median.toFixed(2)} (${spread(ratio)}), ${ms.toFixed(1)} ms`),
    ]),
  )
}

function spread({ low, high }: Spread): string {
  return `${low.toFixed(2)} to ${high.toFixed(2)}`
}
