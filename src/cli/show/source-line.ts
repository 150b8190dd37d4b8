import { dateAndTime } from '../text/date-and-time.js'
import { toTimestamp } from '../../index.js'
import type { Source } from '../source/source.js'

/** Where the records come from, and as of when they are judged. */
export function sourceLine({ name, clock }: Source): string {
  return `${name}, as of ${dateAndTime(toTimestamp(clock.now()))} UTC`
}

/** What cannot be said without a bucket; nothing where there is one. */
export function bucketRemark({ objects }: Source): string[] {
  if (objects === 'known') return []
  return [
    'bucket unknown: objects are not looked at. Whether clips are gone or unrecorded cannot be told, and scenes that may have an unrecorded one are not judged to be stalled or orphaned.',
  ]
}

/** What to look at before videos are said to be gone: a bucket in which nothing is found is more likely a wrong name. */
export function emptyBucketRemark(objectsSeen: number, lost: number): string[] {
  if (objectsSeen > 0 || lost === 0) return []
  return [
    'Not one object was found in the bucket: is it the right one? A repair would stop before it takes a video away.',
  ]
}
