import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** A client that is answered at once, without a network: what is left is the work of the libraries. */
export function stubClient(answerTo: (body: string) => string): DynamoDBClient {
  return new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: { readonly body?: Uint8Array | string }) => {
        const body = Buffer.from(answerTo(Buffer.from(request.body ?? '').toString()))
        const headers = { 'content-type': 'application/x-amz-json-1.0' }
        return Promise.resolve({ response: { statusCode: 200, headers, body } })
      },
    },
  })
}
