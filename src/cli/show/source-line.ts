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
