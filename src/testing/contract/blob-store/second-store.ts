import { offered } from '../case-of.js'
import { equal, holds } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES, someBytes } from './bytes.js'
import { listedKeys } from './listed.js'
import { isTaken } from './never-overwrites.js'

/** Several processes work on one bucket. */
export const secondStore: readonly BlobPromise[] = [
  {
    promise: 'several stores: what one puts, the other finds at once, also where it found nothing before',
    needs: 'several-stores',
    run: async ({ store, prefix, key, subject }) => {
      const second = await another(subject)
      for (const [at, [from, to]] of [[store, second] as const, [second, store] as const].entries()) {
        const name = key(`video-${at}.mp4`)
        equal(await to.stat(name), 'absent', 'stat before')
        equal((await listedKeys(to, prefix)).length, at, 'the number of listed objects before')
        const put = await from.put(name, BYTES, { contentType: 'video/mp4' })
        equal(await to.stat(name), put, 'stat of the other store')
        holds((await listedKeys(to, prefix)).includes(name), `the other store does not list ${name}`)
      }
    },
  },
  {
    promise: 'several stores: what one put, the other never overwrites',
    needs: 'several-stores',
    run: async ({ store, key, subject }) => {
      const second = await another(subject)
      const put = await store.put(key('video.mp4'), BYTES)
      await isTaken(second, key('video.mp4'), someBytes(20))
      equal(await second.stat(key('video.mp4')), put, 'stat')
    },
  },
  {
    promise: 'several stores: sign the same URL within a window',
    needs: 'several-stores',
    run: async ({ store, key, subject }) => {
      const second = await another(subject)
      const areSame = async () =>
        (await store.signedUrl(key('video.mp4'))) === (await second.signedUrl(key('video.mp4')))
      // A window may end between the two; the next does not end so soon.
      holds((await areSame()) || (await areSame()), 'the URLs differ')
    },
  },
]

async function another(subject: CaseBucket['subject']) {
  return offered(subject.another, 'several-stores', 'another')()
}
