import type { TrimPoints } from '@badapple/scenes'
import { framesIn, framesOf, secondsOf, videoOf } from './simulated-video.js'
import type { VideoEditor } from './video-editor.js'

/** Cuts and joins the videos of the simulated provider. */
export const simulatedEditor: VideoEditor = {
  lengthOf: (video) => Promise.resolve(lengthOf(video)),
  cut: (video, part) => Promise.resolve().then(() => videoOf(framesBetween(video, part))),
  join: (videos) => Promise.resolve(videoOf(Buffer.concat(videos.map(framesOf)))),
}

function lengthOf(video: Uint8Array): number | undefined {
  try {
    return secondsOf(framesOf(video))
  } catch {
    return undefined
  }
}

/** As other editors do, it cuts at the end of a video at the latest, and makes no video of nothing. */
function framesBetween(video: Uint8Array, part: TrimPoints): Uint8Array {
  const frames = framesOf(video).subarray(framesIn(part.in), framesIn(part.out))
  if (frames.length === 0) throw new Error(`there is nothing between ${part.in} and ${part.out}`)
  return frames
}
