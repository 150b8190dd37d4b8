import type { SequenceMark } from '../model/records.js'
import { text, wholeNumber } from './attribute.js'
import { recordCodec, required } from './record-codec.js'

/** The highest sequence ever used in a project. */
export const sequenceMarkCodec = recordCodec<SequenceMark>({
  projectId: required('projectId', text),
  highest: required('highest', wholeNumber(0)),
})
