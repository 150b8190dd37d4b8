/** The bytes of every clip of a history. */
export const CLIP_BYTES: Uint8Array = new Uint8Array(16).fill(7)

/** Seconds of every clip. */
export const CLIP_SECONDS = 8

/** A clip as it is generated or uploaded. */
export const CLIP = { body: CLIP_BYTES, durationSeconds: CLIP_SECONDS } as const
