import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A server on this machine that webhooks are sent to. */
export interface ReceivingServer {
  readonly url: string
  readonly arrived: readonly ArrivedRequest[]
  /** How many connections it has had. */
  readonly connections: () => number
  close(): Promise<void>
}

/** Starts a server on a free port. */
export async function receivingServer(
  answer: (response: ServerResponse, request: ArrivedRequest) => void | Promise<void>,
): Promise<ReceivingServer> {
  const arrived: ArrivedRequest[] = []
  let connections = 0
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = '', headers } = incoming
    const request = { method, headers, body: await buffer(incoming) }
    arrived.push(request)
    await answer(outgoing, request)
  }
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    )
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/hooks`,
    arrived,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** The web-standard request that arrived, as a server hands it to a receiver. */
export function asRequest({ method, headers, body }: ArrivedRequest): Request {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return new Request('http://127.0.0.1/hooks', { method, headers: given, body: new Uint8Array(body) })
}
