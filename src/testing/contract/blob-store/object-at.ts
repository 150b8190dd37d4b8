import type { BlobStat } from '../../../core/model/blob.js'
import type { ObjectKey } from '../../../core/model/object-key.js'
import type { BlobStore } from '../../../core/ports/blob-store.js'
import { equal, fails, holds } from '../expectations.js'
import type { CaseBucket } from './blob-promise.js'
import { listedKeys } from './listed.js'

/** What `stat` says of an object that is there and has bytes. */
export async function objectAt(store: BlobStore, key: ObjectKey): Promise<BlobStat> {
  const answer = await store.stat(key)
  if (typeof answer === 'string') fails(`stat of ${key}: expected an object, got "${answer}"`)
  return answer
}

/** There is nothing at the key, however one looks. */
export async function nothingAt({ store, subject, prefix }: CaseBucket, key: ObjectKey): Promise<void> {
  equal(await store.stat(key), 'absent', `stat of ${key}`)
  holds(!(await listedKeys(store, prefix)).includes(key), `${key} is listed`)
  holds((await subject.read(key)) === undefined, `there are bytes at ${key}`)
}
