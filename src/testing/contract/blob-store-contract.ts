import { abortedUploads } from './blob-store/aborted-uploads.js'
import type { BlobPromise } from './blob-store/blob-promise.js'
import { caseBucket } from './blob-store/blob-promise.js'
import { brokenUploads } from './blob-store/broken-uploads.js'
import { fetchedUrls } from './blob-store/fetched-urls.js'
import { listAnswers } from './blob-store/list-answers.js'
import { neverOverwrites } from './blob-store/never-overwrites.js'
import { objectKeys } from './blob-store/object-keys.js'
import { putBodies } from './blob-store/put-bodies.js'
import { putFacts } from './blob-store/put-facts.js'
import { racingUploads } from './blob-store/racing-uploads.js'
import { refusedSigning } from './blob-store/refused-signing.js'
import { secondStore } from './blob-store/second-store.js'
import { sharing } from './blob-store/sharing.js'
import { signedUpload } from './blob-store/signed-upload.js'
import { signedUrl } from './blob-store/signed-url.js'
import { statAnswers } from './blob-store/stat-answers.js'
import { unreachableBucket } from './blob-store/unreachable-bucket.js'
import { urlWindows } from './blob-store/url-windows.js'
import type { BlobStoreContractOptions, BlobStoreFactory } from './blob-store-subject.js'
import { caseOf } from './case-of.js'
import type { ContractCase } from './contract-case.js'

const PROMISES: readonly BlobPromise[] = [
  putBodies,
  putFacts,
  neverOverwrites,
  racingUploads,
  brokenUploads,
  abortedUploads,
  statAnswers,
  unreachableBucket,
  listAnswers,
  objectKeys,
  sharing,
  secondStore,
  signedUrl,
  urlWindows,
  signedUpload,
  refusedSigning,
  fetchedUrls,
].flat()

/**
 * Every promise of the `BlobStore` port as a test, for any test runner. The name of a case is the promise.
 * @example
 * const lacks = { 'fetchable-urls': 'nothing serves memory' }
 * const factory = () => {
 *   const store = createMemoryBlobStore()
 *   return { store, read: async (key: string) => store.read(key) }
 * }
 * for (const { name, run } of blobStoreContract(factory, { lacks })) test(name, run)
 */
export function blobStoreContract(
  factory: BlobStoreFactory,
  { lacks }: BlobStoreContractOptions = {},
): readonly ContractCase[] {
  return PROMISES.map(({ run, ...promise }) =>
    caseOf({ ...promise, run: (subject) => run(caseBucket(subject)) }, factory, lacks),
  )
}
