import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came to the bucket. */
export interface BucketRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A server in front of an S3 engine. */
export interface BucketProxy {
  readonly endpoint: string
  /** Everything that came, in order. */
  readonly requests: readonly BucketRequest[]
  /** The reply to the next such request is lost, after it took effect. */
  loseReply(which: (request: BucketRequest) => boolean): void
  /** The next such requests are answered so, and have no effect. */
  answer(which: (request: BucketRequest) => boolean, status: number, code: string, times?: number): void
  /** Does something right before the next such request is answered. */
  before(which: (request: BucketRequest) => boolean, work: () => Promise<unknown>): void
  stop(): void
}

interface Fault {
  readonly which: (request: BucketRequest) => boolean
  readonly answer?: { readonly status: number; readonly code: string }
  readonly before?: () => Promise<unknown>
  left: number
}

/**
 * Puts what the engine lacks in front of it: a write with `If-None-Match: *` to a key that is taken is refused (412), as S3
 * does; writes to one key wait for each other. And replies can be lost.
 * @param refuses - Whether the engine does that by itself.
 */
export async function startBucketProxy(upstream: string, refuses: boolean): Promise<BucketProxy> {
  const requests: BucketRequest[] = []
  const faults: Fault[] = []
  const turns = new Map<string, Promise<unknown>>()
  const inTurn = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(path) ?? Promise.resolve()
    const mine = before.then(work)
    turns.set(
      path,
      mine.catch(() => undefined),
    )
    return mine
  }

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = '', url = '', headers } = incoming
    const body = await bytesOf(incoming)
    const seen = { method, url, headers }
    requests.push(seen)
    const fault = faults.find(({ which, left }) => left > 0 && which(seen))
    if (fault !== undefined) fault.left--
    await fault?.before?.()
    if (fault?.answer !== undefined) {
      refuse(outgoing, fault.answer.status, fault.answer.code)
      return
    }
    const [path = ''] = url.split('?')
    const answer = await inTurn(path, async () => {
      if (!refuses && headers['if-none-match'] === '*') {
        const { status } = await forward(upstream, { method: 'HEAD', url: path, headers: {} })
        if (status !== 404) return undefined
      }
      return forward(upstream, seen, body)
    })
    if (fault !== undefined && fault.before === undefined) outgoing.destroy()
    else if (answer === undefined) refuse(outgoing, 412, 'PreconditionFailed')
    else outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    loseReply: (which) => faults.push({ which, left: 1 }),
    answer: (which, status, code, times = 1) => faults.push({ which, answer: { status, code }, left: times }),
    before: (which, work) => faults.push({ which, before: work, left: 1 }),
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

interface Forwarded {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

function forward(
  upstream: string,
  { method, url, headers }: BucketRequest,
  body?: Buffer,
): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${upstream}${url}`, { method, headers: { ...headers } }, (incoming) => {
      bytesOf(incoming).then((bytes) => {
        resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: bytes })
      }, reject)
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  outgoing
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
