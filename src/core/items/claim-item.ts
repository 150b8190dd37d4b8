import type { Claim } from '../model/claim.js'
import type { ObjectKey } from '../model/object-key.js'
import { isObjectKey } from '../model/object-key.js'
import type { Attribute } from './attribute.js'
import { boolean, text, time, wholeNumber } from './attribute.js'
import { optional, recordCodec, required } from './record-codec.js'

const objectKey: Attribute<ObjectKey> = {
  expected: 'an object key',
  decode: (stored) => (typeof stored === 'string' && isObjectKey(stored) ? stored : undefined),
  encode: (value) => value,
}

/** Claims, in records of their own that no other writer knows. */
export const claimCodec = recordCodec<Claim>({
  projectId: required('projectId', text),
  sequence: required('sequence', wholeNumber(1)),
  claimId: required('claimId', text),
  owner: required('owner', text),
  expiry: required('expiry', time),
  ended: optional('ended', boolean),
  sceneCreatedAt: required('createdAt', time),
  attempt: required('attempt', wholeNumber(0)),
  attemptBase: required('attemptBase', wholeNumber(0)),
  floor: optional('floor', wholeNumber(0)),
  jobId: optional('jobId', text),
  clip: optional('clip', objectKey),
})
