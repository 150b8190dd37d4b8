import type { ObjectKey } from '../../../core/model/object-key.js'
import { holds, present } from '../expectations.js'
import type { CaseBucket } from './blob-promise.js'

/** A few bytes, where it does not matter which. */
export const BYTES: Readonly<Uint8Array<ArrayBuffer>> = new Uint8Array([1, 2, 3])

/** As many bytes, in no order; those of another seed differ. */
export function someBytes(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let state = seed
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

/** The object at the key has exactly these bytes. */
export async function holdsBytes(
  { subject }: CaseBucket,
  key: ObjectKey,
  expected: Readonly<Uint8Array>,
): Promise<void> {
  const found = present(await subject.read(key), `the bytes at ${key}`)
  sameBytes(found, expected, `the object at ${key}`)
}

/** The bytes are the same. Files are large, so they are not compared as lists. */
export function sameBytes(found: Uint8Array, expected: Readonly<Uint8Array>, what: string): void {
  holds(
    found.byteLength === expected.byteLength,
    `${what} has ${found.byteLength} bytes, expected ${expected.byteLength}`,
  )
  const at = expected.findIndex((byte, place) => byte !== found[place])
  holds(at === -1, `${what} has other bytes than expected, from byte ${at} on`)
}
