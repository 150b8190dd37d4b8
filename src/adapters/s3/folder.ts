import { SceneError } from '../../core/model/error.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { isObjectKey, MAX_KEY_BYTES } from '../../core/model/object-key.js'

const encoder = new TextEncoder()

/** The part of a bucket that a store works in: everything whose name there begins with the prefix. */
export class Folder {
  readonly bucket: string
  readonly #prefix: string

  /** @throws SceneError `INVALID_INPUT` */
  constructor(bucket: string, prefix = '') {
    if (typeof bucket !== 'string' || bucket === '') {
      throw new SceneError('INVALID_INPUT', 'bucket must name a bucket', { input: 'bucket' })
    }
    if (typeof prefix !== 'string' || (prefix !== '' && !isObjectKey(prefix)) || prefix.startsWith('/')) {
      throw new SceneError(
        'INVALID_INPUT',
        'prefix must be what names in the bucket begin with, such as media/',
        {
          input: 'prefix',
        },
      )
    }
    this.bucket = bucket
    this.#prefix = prefix
  }

  /**
   * What an object is called in the bucket.
   * @throws SceneError `INVALID_INPUT` for a key that is none, also from a caller without types, or too long with the prefix.
   */
  nameOf(key: ObjectKey): string {
    const name = `${this.#prefix}${key}`
    if (typeof key === 'string' && isObjectKey(key) && encoder.encode(name).byteLength <= MAX_KEY_BYTES)
      return name
    throw new SceneError(
      'INVALID_INPUT',
      `not an object key, or longer than ${MAX_KEY_BYTES} bytes with the prefix`,
      {
        input: 'key',
      },
    )
  }

  /** What the names of objects begin with whose keys begin with this. */
  prefixOf(prefix: string): string {
    return `${this.#prefix}${prefix}`
  }

  /** The key of an object by its name; `undefined` for an object that no key of the library names. */
  keyOf(name: string): ObjectKey | undefined {
    const key = name.slice(this.#prefix.length)
    return name.startsWith(this.#prefix) && isObjectKey(key) ? key : undefined
  }
}
