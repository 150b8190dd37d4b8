import type { SignedUploadOptions, SignedUrlOptions } from '../../../core/ports/blob-store.js'
import { equal, rejectsWith } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'

const VIDEO = { contentType: 'video/mp4', size: 1_234 }
const SEVEN_DAYS = 604_800
/** What is no length of time in whole seconds. */
const NO_SECONDS = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]

/** What no store signs, as S3 does not: a test on another store would not notice. */
export const refusedSigning: readonly BlobPromise[] = [
  {
    promise: 'signedUrl: refuses times that are no whole seconds from 1 on',
    run: async ({ store, key }) => {
      const refuses = async (options: SignedUrlOptions, input: string) => {
        const error = await rejectsWith(store.signedUrl(key('video.mp4'), options), 'INVALID_INPUT')
        equal(error.details.input, input, 'what the error is about')
      }
      for (const seconds of NO_SECONDS) {
        await refuses({ expiresInSeconds: seconds }, 'expiresInSeconds')
        await refuses({ windowSeconds: seconds }, 'windowSeconds')
      }
    },
  },
  {
    promise: 'signedUrl: works for seven days at most, the window included',
    run: async ({ store, key }) => {
      const sign = (windowSeconds: number, expiresInSeconds: number) =>
        store.signedUrl(key('video.mp4'), { windowSeconds, expiresInSeconds })
      await sign(900, SEVEN_DAYS - 900)
      await sign(SEVEN_DAYS - 1, 1)
      await rejectsWith(sign(900, SEVEN_DAYS - 899), 'INVALID_INPUT')
      await rejectsWith(sign(SEVEN_DAYS, 1), 'INVALID_INPUT')
    },
  },
  {
    promise: 'signedUpload: refuses times that are no whole seconds, and more than seven days',
    run: async ({ store, key }) => {
      const sign = (expiresInSeconds: number) =>
        store.signedUpload(key('video.mp4'), { ...VIDEO, expiresInSeconds })
      await sign(SEVEN_DAYS)
      for (const seconds of [...NO_SECONDS, SEVEN_DAYS + 1]) {
        const error = await rejectsWith(sign(seconds), 'INVALID_INPUT')
        equal(error.details.input, 'expiresInSeconds', 'what the error is about')
      }
    },
  },
  {
    promise: 'signedUpload: refuses a size without bytes, and a content type that no header can carry',
    run: async ({ store, key }) => {
      const refuses = async (options: Partial<SignedUploadOptions>, input: string) => {
        const upload = store.signedUpload(key('video.mp4'), { ...VIDEO, ...options })
        equal((await rejectsWith(upload, 'INVALID_INPUT')).details.input, input, 'what the error is about')
      }
      for (const size of [0, -1, 1.5, Number.NaN]) await refuses({ size }, 'size')
      for (const contentType of ['', ' video/mp4', 'video/mp4 ', 'video/mp4\r\nx: y', 'vidéo/mp4']) {
        await refuses({ contentType }, 'contentType')
      }
    },
  },
]
