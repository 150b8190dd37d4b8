import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request as send } from 'node:http'
import { text } from 'node:stream/consumers'

/** What befalls a request on its way to the engine. */
export type WireFault =
  /** The answer is that others write to the same items. */
  | 'transaction-conflict'
  /** The answer is that the same transaction is under way. */
  | 'in-progress'
  | 'throttled'
  /** A server fails before it does anything. */
  | 'error-before'
  /** A server fails after it did everything. */
  | 'error-after'
  /** The connection is cut before the request arrives. */
  | 'cut-before'
  /** The connection is cut when everything is done and nothing is answered. */
  | 'cut-after'
  /** The connection is cut in the middle of the answer. */
  | 'cut-in-the-middle'
  /** Whatever the table is asked, it puts all of it off. */
  | 'unprocessed'
  | 'no-permission'
  | 'expired'
  /** The request waits until it is told to go on. */
  | { readonly heldUntil: Promise<unknown> }

/** An engine behind a network that does not always work. */
export interface FaultProxy {
  readonly endpoint: string
  /** What the engine was asked, in turn: `TransactWriteItems`, `Query` … */
  readonly seen: string[]
  /** The next requests of this kind meet these faults, one each. */
  failNext(operation: string, ...faults: readonly WireFault[]): void
  /** From now on everything arrives. */
  heal(): void
  /** Faults that have not come yet. */
  planned(): readonly string[]
  close(): void
}

/** Puts a proxy in front of an engine. */
export async function faultProxy(engine: string): Promise<FaultProxy> {
  const seen: string[] = []
  const planned: { readonly operation: string; readonly fault: WireFault }[] = []
  const server = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing)
  })
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    const body = await text(incoming)
    seen.push(operation)
    const at = planned.findIndex((one) => one.operation === operation)
    const fault = at === -1 ? undefined : planned.splice(at, 1)[0]?.fault
    if (typeof fault === 'object') await fault.heldUntil
    if (fault === 'cut-before') {
      incoming.socket.destroy()
      return
    }
    const refusal = typeof fault === 'string' ? refusalOf(fault, body) : undefined
    if (refusal !== undefined) {
      outgoing
        .writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(refusal.body))
      return
    }
    const forwarded = send(engine, { method: 'POST', headers: incoming.headers }, (answer) => {
      void text(answer).then((answered) => {
        if (fault === 'cut-after') incoming.socket.destroy()
        else if (fault === 'cut-in-the-middle') cutInTheMiddle(outgoing, answer, answered)
        else if (fault === 'error-after') outgoing.writeHead(500).end(JSON.stringify(INTERNAL.body))
        else outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(answered)
      })
    })
    forwarded.once('error', () => incoming.socket.destroy())
    forwarded.end(body)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    seen,
    failNext: (operation, ...faults) => {
      for (const fault of faults) planned.push({ operation, fault })
    },
    heal: () => {
      planned.length = 0
    },
    planned: () => planned.map(({ operation }) => operation),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

interface Refusal {
  readonly status: number
  readonly body: object
}

const INTERNAL: Refusal = error('InternalServerError', 'try again', 500)

function refusalOf(fault: Exclude<WireFault, object>, body: string): Refusal | undefined {
  switch (fault) {
    case 'transaction-conflict':
      return conflict(body)
    case 'in-progress':
      return error('TransactionInProgressException', 'a transaction with this token is under way')
    case 'throttled':
      return error('ProvisionedThroughputExceededException', 'too many requests')
    case 'error-before':
      return INTERNAL
    case 'no-permission':
      return error('AccessDeniedException', 'not authorized')
    case 'expired':
      return error('ExpiredTokenException', 'the token is expired')
    case 'unprocessed':
      return { status: 200, body: { Responses: {}, UnprocessedKeys: requested(body) } }
    case 'error-after':
    case 'cut-before':
    case 'cut-after':
    case 'cut-in-the-middle':
      return undefined
  }
}

/** Sends the head and half of the body. */
function cutInTheMiddle(
  outgoing: ServerResponse,
  { statusCode, headers }: IncomingMessage,
  body: string,
): void {
  const length = String(Buffer.byteLength(body))
  outgoing.writeHead(statusCode ?? 500, { ...headers, 'content-length': length })
  outgoing.write(body.slice(0, Math.floor(body.length / 2)), () => {
    outgoing.destroy()
  })
}

/** One action of a transaction, the last, meets another transaction. */
function conflict(body: string): Refusal {
  const { TransactItems = [] } = JSON.parse(body) as { readonly TransactItems?: readonly unknown[] }
  const CancellationReasons = TransactItems.map((_, at) => ({
    Code: at === TransactItems.length - 1 ? 'TransactionConflict' : 'None',
  }))
  const cancelled = error('TransactionCanceledException', 'Transaction cancelled')
  return { ...cancelled, body: { ...cancelled.body, CancellationReasons } }
}

function requested(body: string): unknown {
  return (JSON.parse(body) as { readonly RequestItems?: unknown }).RequestItems
}

function error(name: string, message: string, status = 400): Refusal {
  return { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message, Message: message } }
}
