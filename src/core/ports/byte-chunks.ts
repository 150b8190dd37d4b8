import { SceneError } from '../model/error.js'
import type { Body } from './blob-store.js'

/**
 * The bytes of any body, piece by piece. A stream may use one buffer again and again: be done with a piece, or copy it,
 * before you ask for the next.
 * @throws SceneError `INVALID_INPUT` for anything but bytes, by callers without types. What breaks the stream passes through.
 * @example
 * for await (const chunk of byteChunks(new Blob(['clip']))) chunk.byteLength // 4
 */
export async function* byteChunks(body: Body): AsyncGenerator<Uint8Array, void> {
  if (body instanceof Uint8Array) yield body
  else if ('arrayBuffer' in body) yield new Uint8Array(await body.arrayBuffer())
  else for await (const chunk of body) yield bytesIn(chunk)
}

function bytesIn(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  throw new SceneError('INVALID_INPUT', 'body must be a stream of bytes (Uint8Array), not of anything else', {
    input: 'body',
  })
}
