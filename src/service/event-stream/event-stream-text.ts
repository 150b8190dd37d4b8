/** A message of an event stream, in the form of the HTML standard ("Server-sent events"). */
export interface StreamMessage {
  /** What a client sends back as `Last-Event-ID`. */
  readonly id: string
  /** Without it the client only learns the id. */
  readonly data?: string
}

/** A comment, which clients leave out. */
export const HEARTBEAT = ': nothing new\n\n'

const LINE_END = /\r\n|\r|\n/

/** The lines of a message, with the empty one that ends it. */
export function messageText({ id, data }: StreamMessage): string {
  const lines = [
    `id: ${id}`,
    ...(data === undefined ? [] : data.split(LINE_END).map((line) => `data: ${line}`)),
  ]
  return `${lines.join('\n')}\n\n`
}
