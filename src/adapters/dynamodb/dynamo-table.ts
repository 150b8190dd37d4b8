import type {
  BatchGetCommandInput,
  DynamoDBDocumentClient,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  TransactGetCommandInput,
} from '@aws-sdk/lib-dynamodb'
import {
  BatchGetCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import type { Item } from '../../core/items/item.js'
import type { Change, CommitAnswer } from '../../core/model/change.js'
import type { RequestOptions } from '../../core/ports/scene-store.js'
import { answerOf, done, reasonsOf } from './commit-answer.js'
import { itemPages } from './item-pages.js'
import { toItem } from './native-item.js'
import { commitRequest } from './requests/commit-request.js'
import type { Sender } from './sender.js'

/** One table, in items: every request that the store makes, over all pages and again where that may help. */
export class DynamoTable {
  readonly name: string
  readonly #client: DynamoDBDocumentClient
  readonly #sender: Sender

  constructor(name: string, client: DynamoDBDocumentClient, sender: Sender) {
    this.name = name
    this.#client = client
    this.#sender = sender
  }

  query(input: QueryCommandInput, request: RequestOptions): AsyncGenerator<readonly Item[]> {
    return this.#pages(input, request, (page, options) => this.#client.send(new QueryCommand(page), options))
  }

  scan(input: ScanCommandInput, request: RequestOptions): AsyncGenerator<readonly Item[]> {
    return this.#pages(input, request, (page, options) => this.#client.send(new ScanCommand(page), options))
  }

  /** Items of a batch; those that the table puts off are asked for again. */
  async batch(input: BatchGetCommandInput, { signal }: RequestOptions): Promise<readonly Item[]> {
    const items: Item[] = []
    let left = input.RequestItems
    while (left !== undefined && Object.keys(left).length > 0) {
      const command = new BatchGetCommand({ RequestItems: left })
      const page = await this.#sender.send(async (options) => {
        const answer = await this.#client.send(command, options)
        // Nothing at all means that the table is too busy.
        if (isEmpty(answer.Responses) && !isEmpty(answer.UnprocessedKeys)) throw new Busy()
        return answer
      }, signal)
      items.push(...(page.Responses?.[this.name] ?? []).map(toItem))
      left = page.UnprocessedKeys
    }
    return items
  }

  /** Items as they are at one moment. */
  async snapshot(input: TransactGetCommandInput, { signal }: RequestOptions): Promise<readonly Item[]> {
    const command = new TransactGetCommand(input)
    const { Responses = [] } = await this.#sender.send(
      (options) => this.#client.send(command, options),
      signal,
      undefined,
      codesOf,
    )
    return Responses.flatMap(({ Item: native }) => (native === undefined ? [] : [toItem(native)]))
  }

  async commit(change: Change, { signal }: RequestOptions): Promise<CommitAnswer> {
    const request = commitRequest(this.name, change)
    return this.#sender.send(
      async (options) => {
        if (request.kind === 'update') await this.#client.send(new UpdateCommand(request.input), options)
        else await this.#client.send(new TransactWriteCommand(request.input), options)
        return done(change)
      },
      signal,
      (error) => answerOf(change, reasonsOf(error)),
      codesOf,
    )
  }

  async *#pages<Input extends QueryCommandInput | ScanCommandInput>(
    input: Input,
    request: RequestOptions,
    send: (page: Input, options: { readonly abortSignal: AbortSignal }) => Promise<QueryCommandOutput>,
  ): AsyncGenerator<readonly Item[]> {
    for await (const items of itemPages(this.#sender, input, request, send)) yield items.map(toItem)
  }
}

/** What a batch is answered with that the table puts off as a whole. */
class Busy extends Error {
  override readonly name = 'ProvisionedThroughputExceededException'
}

function codesOf(error: unknown): readonly string[] {
  return reasonsOf(error).map(({ code }) => code)
}

function isEmpty(record: Readonly<Record<string, unknown>> | undefined): boolean {
  return (
    record === undefined || Object.values(record).every((value) => Array.isArray(value) && value.length === 0)
  )
}
