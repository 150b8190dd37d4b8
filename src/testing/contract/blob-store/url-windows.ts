import type { SignedUrlOptions } from '../../../core/ports/blob-store.js'
import { offered } from '../case-of.js'
import { holds } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { lastsFor } from './url-expiry.js'

const DEFAULT_WINDOW_SECONDS = 900
const DEFAULT_EXPIRY_SECONDS = 3_600
const START_MS = Date.UTC(2025, 10, 24, 8, 15, 30, 123)

/** How long a signed URL stays the same, and how long it works. */
export const urlWindows: readonly BlobPromise[] = [
  {
    promise: 'signedUrl: is the same from the first to the last moment of a window, and another in the next',
    needs: 'controlled-time',
    run: (bucket) => isSameWithinWindows(bucket, DEFAULT_WINDOW_SECONDS, {}),
  },
  {
    promise: 'signedUrl: has windows of the length that is asked for',
    needs: 'controlled-time',
    run: async (bucket) => {
      for (const windowSeconds of [60, 7_200]) {
        await isSameWithinWindows(bucket, windowSeconds, { windowSeconds })
      }
    },
  },
  {
    promise: 'signedUrl: works at least as long as asked, from the first to the last moment of a window',
    needs: ['controlled-time', 'readable-expiry'],
    run: async (bucket) => {
      for (const [expiresInSeconds, windowSeconds] of [
        [60, 60],
        [60, 7_200],
        [86_400, 900],
      ] as const) {
        await lastsFromAnyMoment(bucket, windowSeconds, expiresInSeconds, { expiresInSeconds, windowSeconds })
      }
    },
  },
  {
    promise: 'signedUrl: works at least for an hour when nothing is asked',
    needs: ['controlled-time', 'readable-expiry'],
    run: (bucket) => lastsFromAnyMoment(bucket, DEFAULT_WINDOW_SECONDS, DEFAULT_EXPIRY_SECONDS, {}),
  },
]

async function isSameWithinWindows(
  bucket: CaseBucket,
  windowSeconds: number,
  options: SignedUrlOptions,
): Promise<void> {
  const urlAt = signer(bucket, options)
  const begin = await beginOfNextWindow(urlAt, windowSeconds)
  const url = await urlAt(begin)
  const seconds = `a window of ${windowSeconds} s`
  for (const part of [0.25, 0.5, 0.75]) {
    const inside = begin + Math.floor(windowSeconds * 1_000 * part)
    holds((await urlAt(inside)) === url, `the URL is another ${part * 100} % into ${seconds}`)
  }
  const end = begin + windowSeconds * 1_000
  holds((await urlAt(end - 1)) === url, `the URL is another at the end of ${seconds}`)
  holds((await urlAt(end)) !== url, `the URL is still the same after ${seconds}`)
}

async function lastsFromAnyMoment(
  bucket: CaseBucket,
  windowSeconds: number,
  expiresInSeconds: number,
  options: SignedUrlOptions,
): Promise<void> {
  const urlAt = signer(bucket, options)
  const begin = await beginOfNextWindow(urlAt, windowSeconds)
  const windowMs = windowSeconds * 1_000
  for (const moment of [begin, begin + Math.floor(windowMs / 2), begin + windowMs - 1]) {
    lastsFor(bucket, await urlAt(moment), moment, expiresInSeconds)
  }
}

/** The URL of one object as signed at a moment. */
function signer({ store, key, subject }: CaseBucket, options: SignedUrlOptions) {
  const setTime = offered(subject.setTime, 'controlled-time', 'setTime')
  return (ms: number): Promise<string> => {
    setTime(new Date(ms))
    return store.signedUrl(key('video.mp4'), options)
  }
}

/** The moment, to the millisecond, at which the URL changes for the first time. */
async function beginOfNextWindow(
  urlAt: (ms: number) => Promise<string>,
  windowSeconds: number,
): Promise<number> {
  const first = await urlAt(START_MS)
  let [same, another] = [START_MS, START_MS + windowSeconds * 1_000]
  holds((await urlAt(another)) !== first, `the URL is still the same after ${windowSeconds} s`)
  while (another - same > 1) {
    const middle = Math.floor((same + another) / 2)
    if ((await urlAt(middle)) === first) same = middle
    else another = middle
  }
  return another
}
