import type { Body } from '../../../core/ports/blob-store.js'
import { equal } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { holdsBytes, someBytes } from './bytes.js'
import { objectAt } from './object-at.js'
import { SlicesAreViews } from './slices-are-views.js'
import { inChunks, reusingStream, streamOf, webStreamOf } from './streams.js'

const TEXT = 'Szene 3: ein Jäger, 漢字 und 😀'
const NONE = new Uint8Array()
const LARGE_BYTES = 6_000_000

/** What a promise is about: the body, and the bytes that it stands for, made when they are needed. */
type BodyCase = readonly [
  promise: string,
  bytes: () => Uint8Array<ArrayBuffer>,
  bodyOf: (bytes: Uint8Array<ArrayBuffer>) => Body,
]

const BODIES: readonly BodyCase[] = [
  ['put: stores the bytes of an array', () => someBytes(1_000), (bytes) => bytes],
  [
    'put: stores the part of a buffer that it is given, and nothing else of it',
    () => someBytes(1_000),
    inTheMiddle,
  ],
  ['put: stores the bytes of a Blob', () => someBytes(1_000), (bytes) => new Blob([bytes])],
  ['put: stores a Blob of text as UTF-8', () => new TextEncoder().encode(TEXT), () => new Blob([TEXT])],
  ['put: stores a web stream', () => someBytes(1_000), (bytes) => webStreamOf(inChunks(bytes, 300))],
  ['put: stores the web stream of a Blob', () => someBytes(1_000), (bytes) => new Blob([bytes]).stream()],
  [
    'put: stores any stream of bytes, with chunks of any length',
    () => someBytes(1_000),
    (bytes) => streamOf(bytes.subarray(0, 1), bytes.subarray(1, 990), bytes.subarray(990)),
  ],
  [
    'put: stores a stream with empty chunks at its begin, in its middle and at its end',
    () => someBytes(1_000),
    (bytes) => streamOf(NONE, bytes.subarray(0, 500), NONE, NONE, bytes.subarray(500), NONE),
  ],
  [
    'put: stores a stream that reuses its buffer for every chunk',
    () => someBytes(1_000),
    (bytes) => reusingStream(bytes, new Uint8Array(64)),
  ],
  [
    'put: stores a stream that reuses a buffer whose slices are views, as those of Node are',
    () => someBytes(1_000),
    (bytes) => reusingStream(bytes, SlicesAreViews.from(new Uint8Array(64))),
  ],
  [
    'put: stores a stream of 6 MB in many chunks',
    () => someBytes(LARGE_BYTES),
    (bytes) => streamOf(...inChunks(bytes, 48_000)),
  ],
  [
    'put: stores a stream of 6 MB that reuses its buffer for every chunk',
    () => someBytes(LARGE_BYTES),
    (bytes) => reusingStream(bytes, new Uint8Array(65_536)),
  ],
]

const EMPTY_BODIES: readonly (() => Body)[] = [
  () => NONE,
  () => new Blob([]),
  () => webStreamOf([]),
  () => streamOf(),
  () => streamOf(NONE, NONE),
]

/** Every form in which bytes may be put. */
export const putBodies: readonly BlobPromise[] = [
  ...BODIES.map(([promise, make, bodyOf]): BlobPromise => ({
    promise,
    run: async (bucket) => {
      const bytes = make()
      const key = bucket.key('video.mp4')
      const stat = await bucket.store.put(key, bodyOf(bytes))
      equal(stat.size, bytes.byteLength, 'the size that put answers')
      await holdsBytes(bucket, key, bytes)
      equal((await objectAt(bucket.store, key)).size, bytes.byteLength, 'the size that stat says')
    },
  })),
  {
    promise: 'put: stores a body without bytes, which is then empty and not absent',
    run: async (bucket) => {
      for (const [at, bodyOf] of EMPTY_BODIES.entries()) {
        const key = bucket.key(`empty-${at}.mp4`)
        equal((await bucket.store.put(key, bodyOf())).size, 0, 'the size that put answers')
        equal(await bucket.store.stat(key), 'empty', `stat of ${key}`)
        await holdsBytes(bucket, key, NONE)
      }
    },
  },
]

/** The bytes as a part of a longer buffer. */
function inTheMiddle(bytes: Uint8Array): Uint8Array {
  const around = someBytes(bytes.byteLength + 200, 7)
  around.set(bytes, 100)
  return around.subarray(100, 100 + bytes.byteLength)
}
