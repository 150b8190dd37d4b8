import type { TrimPoints } from '@badapple/scenes'

/** Somebody who cuts videos and joins them, ffmpeg for instance. */
export interface VideoEditor {
  /** The length of a video in seconds; `undefined` for what it cannot read. */
  lengthOf(video: Uint8Array): Promise<number | undefined>
  /** The part of a video between two points. */
  cut(video: Uint8Array, part: TrimPoints): Promise<Uint8Array>
  /** One video of several, in this order. */
  join(videos: readonly Uint8Array[], signal: AbortSignal): Promise<Uint8Array>
}
