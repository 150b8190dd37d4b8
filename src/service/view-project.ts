import type { ProjectView } from '../core/model/view.js'
import { keysToSign, projectView, urlUnavailable } from '../core/rules/view.js'
import type { KeyToSign } from '../core/rules/view.js'
import { eachConcurrently } from './each-concurrently.js'
import type { Environment } from './environment.js'
import { readProject } from './load.js'
import { isRetryable, persistently } from './retry.js'

/** Keys that are signed at the same time for one view. */
const CONCURRENT_SIGNATURES = 16

/**
 * A project as today's API shows it, each key signed once.
 * @throws SceneError `PROJECT_NOT_FOUND`, `URL_UNAVAILABLE`, `INVALID_ITEM`
 */
export async function viewProject(environment: Environment, projectId: string): Promise<ProjectView> {
  const records = await readProject(environment, projectId)
  const urls = new Map<string, string>()
  await eachConcurrently(keysToSign(records), CONCURRENT_SIGNATURES, async (toSign) => {
    urls.set(toSign.key, await sign(environment, toSign))
  })
  return projectView(records, urls)
}

async function sign(environment: Environment, { key, place }: KeyToSign): Promise<string> {
  try {
    return await persistently(environment, () => environment.blobs.signedUrl(key))
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : 'unknown error'
    const reason = `the bucket did not sign it (${said}). Check the access to the bucket, then ask again`
    throw urlUnavailable(key, place, reason, { cause, retryable: isRetryable(cause) })
  }
}
