import { createHash } from 'node:crypto'

/** A frame of the simulated videos is one byte. */
const FRAMES_PER_SECOND = 10

const BOX_BYTES = 8
const HEADER = box('ftyp', Buffer.from('isom\0\0\0\0isom'))

/** A video of these frames: the boxes of an MP4 file, without what a player needs. */
export function videoOf(frames: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([HEADER, box('mdat', frames)]))
}

/** A video of this length; the same prompt makes the same frames. */
export function filmed(prompt: string, durationSeconds: number): Uint8Array<ArrayBuffer> {
  const look = createHash('sha256').update(prompt).digest()
  const length = framesIn(durationSeconds)
  return videoOf(Uint8Array.from({ length }, (_, at) => look[at % look.length] ?? 0))
}

/**
 * The frames of a video.
 * @throws Error for bytes that are no simulated video.
 */
export function framesOf(video: Uint8Array): Uint8Array {
  const frames = video.subarray(HEADER.length + BOX_BYTES)
  if (Buffer.compare(video, videoOf(frames)) !== 0) throw new Error('this is no simulated video')
  return frames
}

/** How many frames are so many seconds. */
export function framesIn(seconds: number): number {
  return Math.round(seconds * FRAMES_PER_SECOND)
}

/** How many seconds are so many frames. */
export function secondsOf(frames: Uint8Array): number {
  return frames.length / FRAMES_PER_SECOND
}

function box(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(BOX_BYTES)
  head.writeUInt32BE(BOX_BYTES + content.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}
