import { createServer } from 'node:http'

/** A server that only counts. */
export interface CountingServer {
  readonly endpoint: string
  /** The method of each request. */
  readonly requests: readonly string[]
  close(): void
}

/** Starts a server that answers every request with an empty object. */
export async function countingServer(): Promise<CountingServer> {
  const requests: string[] = []
  const server = createServer(({ method = '' }, response) => {
    requests.push(method)
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
