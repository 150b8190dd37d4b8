import type { TrimPoints } from './scene.js'

/** The shortest clip that trimming may leave, in seconds. */
export const MIN_TRIM_SECONDS = 0.1

/** The length that trim points leave, in seconds, to the millisecond. */
export function trimmedSeconds({ in: start, out }: TrimPoints): number {
  return Math.round((out - start) * 1_000) / 1_000
}

/**
 * The rule that trim points break, or `undefined` when they are fit. Lengths are compared to the millisecond.
 * @param sourceSeconds - Length of the clip that was trimmed, which is the original and not the trimmed one.
 * @example
 * trimProblem({ in: 0.2, out: 0.3 }, 8) // undefined
 * trimProblem({ in: 7, out: 9 }, 8) // 'out must be at most 8, the length of the source clip in seconds'
 */
export function trimProblem(points: TrimPoints, sourceSeconds: number): string | undefined {
  if (!(points.in >= 0)) return 'in must be at least 0'
  if (!(points.in < points.out)) return 'in must be before out'
  if (!(trimmedSeconds(points) >= MIN_TRIM_SECONDS))
    return `at least ${MIN_TRIM_SECONDS} seconds must be left between in and out`
  if (!(trimmedSeconds({ in: sourceSeconds, out: points.out }) <= 0))
    return `out must be at most ${sourceSeconds}, the length of the source clip in seconds`
  return undefined
}
