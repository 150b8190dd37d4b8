import type { Scene } from '../../index.js'
import { lengthOfVideo } from '../text/length-of-video.js'
import { dollars } from '../text/money.js'
import { plural } from '../text/plural.js'

/** What generating some scenes takes. */
export interface Estimate {
  readonly scenes: number
  /** Of those whose length is known. */
  readonly seconds: number
  /** Scenes of unknown length. */
  readonly unknownLengths: number
  /** In dollars; missing without a price. */
  readonly cost?: number
}

/** What generating these scenes takes, at a price per second of video. */
export function estimate(
  scenes: readonly Pick<Scene, 'durationSeconds'>[],
  pricePerSecond: number | undefined,
): Estimate {
  const known = scenes.flatMap(({ durationSeconds }) => durationSeconds ?? [])
  const seconds = known.reduce((sum, one) => sum + one, 0)
  return {
    scenes: scenes.length,
    seconds,
    unknownLengths: scenes.length - known.length,
    ...(pricePerSecond !== undefined && { cost: Math.round(seconds * pricePerSecond * 100) / 100 }),
  }
}

/** An estimate in words, such as `2 scenes, 16 s of video, $6.40`. */
export function describeEstimate({ scenes, seconds, unknownLengths, cost }: Estimate): string {
  const unknown = unknownLengths === 0 ? '' : `, and ${unknownLengths} of unknown length`
  const price = cost === undefined ? '; --price-per-second says what that costs' : `, ${dollars(cost)}`
  return `${plural(scenes, 'scene')}, ${lengthOfVideo(seconds)} of video${unknown}${scenes === 0 ? '' : price}`
}
