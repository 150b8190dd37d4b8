/** A webhook on its way. */
export interface WebhookRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

/** What of an answer counts. */
export interface WebhookAnswer {
  readonly status: number
  readonly retryAfterSeconds?: number
}

/**
 * Posts a webhook, and looks at the head of the answer only: no redirect is followed, and whatever the body is, it is not read.
 * @throws Whatever `fetch` throws.
 */
export async function postWebhook(
  fetch: typeof globalThis.fetch,
  { url, headers, body, signal }: WebhookRequest,
): Promise<WebhookAnswer> {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal })
  await response.body?.cancel()
  const { status } = response
  const retryAfterSeconds = secondsIn(response.headers.get('retry-after'))
  return { status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
}

/** A header may also name a date; that is left to the waits between repetitions. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined
}
