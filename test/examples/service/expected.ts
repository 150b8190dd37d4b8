import { expect } from 'vitest'
import { framesOf, videoOf } from '../../../examples/service/simulated-video.js'

/** An error of the API; whatever else its details have. */
export function apiError(status: number, error: string, details: object = {}): object {
  const message: unknown = expect.stringMatching(/./)
  const detail = { error, message, details: expect.objectContaining(details) as unknown }
  return { status, body: { detail } }
}

/** The film of these videos, in this order. */
export function joined(...videos: readonly Uint8Array[]): Uint8Array {
  return videoOf(Buffer.concat(videos.map(framesOf)))
}

/** A form that uploads a video. */
export function formOf(
  video: Uint8Array<ArrayBuffer>,
  fields: Readonly<Record<string, string>> = {},
): FormData {
  const form = new FormData()
  form.set('video', new File([video], 'take.mp4', { type: 'video/mp4' }))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
