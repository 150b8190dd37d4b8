import type { FaultWay } from '@badapple/scenes/testing'
import { FAULT_WAYS } from '@badapple/scenes/testing'
import type { Tally } from './tally.js'

/**
 * Requests and the faults that they met, with counts. A pair that must occur and did not shows as `0!`, one that cannot as
 * nothing.
 */
export function pairTable(
  { faults }: Pick<Tally, 'faults'>,
  required: Readonly<Record<string, readonly FaultWay[]>>,
): string {
  const met = new Set(Object.keys(faults).map((pair) => pair.slice(0, pair.lastIndexOf(' '))))
  const requests = [...new Set([...met, ...Object.keys(required)])].sort()
  const rows = requests.map((request) => [
    request,
    ...FAULT_WAYS.map((fault) => {
      const count = faults[`${request} ${fault}`] ?? 0
      if (count > 0) return String(count)
      return required[request]?.includes(fault) === true ? '0!' : ''
    }),
  ])
  return columns([['request', ...FAULT_WAYS], ...rows])
}

/** Runs, steps, and faults by kind. */
export function totals({ runs, steps, faults, problems }: Tally, seconds: number): string {
  const byKind = FAULT_WAYS.map((fault): readonly string[] => {
    const counts = Object.entries(faults).flatMap(([pair, count]) =>
      pair.endsWith(` ${fault}`) ? count : [],
    )
    return [fault, String(counts.reduce((sum, count) => sum + count, 0))]
  })
  return [
    `${runs} runs, ${steps} steps, ${Math.round(seconds)} s; ${problems.length} promises broken`,
    columns([['fault', 'times'], ...byKind]),
  ].join('\n')
}

function columns(rows: readonly (readonly string[])[]): string {
  const width = (at: number) => Math.max(...rows.map((row) => (row[at] ?? '').length))
  const widths = (rows[0] ?? []).map((_, at) => width(at))
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n')
}
