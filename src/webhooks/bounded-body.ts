import { webhookInvalid } from './signature.js'

/**
 * The body of a request as the text that was signed: nothing is left out of it, and bytes that are no text make no other text.
 * @throws SceneError `WEBHOOK_INVALID` when it is longer than so many bytes, or no UTF-8.
 */
export async function boundedText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await boundedBytes(request, maxBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw webhookInvalid('body', 'the body is no text in UTF-8')
  }
}

async function boundedBytes({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { value } = await reader.read()
    if (value === undefined) return joined(chunks, length)
    length += value.byteLength
    if (length > maxBytes) break
    chunks.push(value)
  }
  await reader.cancel()
  throw webhookInvalid('too-large', `the body is longer than ${maxBytes} bytes, which are all that is read`)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
