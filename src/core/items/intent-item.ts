import type { Intent, IntentChunk, IntentGoal } from '../model/intent.js'
import type { NewScene } from '../model/new-scene.schema.js'
import { intentScenesSchema } from '../model/intent.schema.js'
import type { Attribute } from './attribute.js'
import { listOf, oneOf, text, time, wholeNumber } from './attribute.js'
import { optional, recordCodec, required } from './record-codec.js'

const GOALS: readonly IntentGoal[] = ['scenes-added', 'scenes-reordered', 'scene-removed']

/** Commands that are done in steps. */
export const intentCodec = recordCodec<Intent>({
  projectId: required('projectId', text),
  id: required('intentId', text),
  goal: required('goal', oneOf(GOALS)),
  step: required('step', wholeNumber(0)),
  actor: required('actor', text),
  createdAt: required('createdAt', time),
  order: optional('displayOrder', listOf(wholeNumber(1))),
  sequence: optional('sequence', wholeNumber(1)),
  firstSequence: optional('firstSequence', wholeNumber(1)),
  chunks: optional('chunks', wholeNumber(1)),
})

/** New scenes as a string of JSON, which takes less room than a list of maps. */
const newScenes: Attribute<readonly NewScene[]> = {
  expected: 'a list of new scenes in JSON',
  decode: (stored) => {
    if (typeof stored !== 'string') return undefined
    try {
      return intentScenesSchema.safeParse(JSON.parse(stored)).data
    } catch {
      return undefined
    }
  },
  encode: (scenes) => JSON.stringify(scenes),
}

/** What an intent adds in one step. */
export const intentChunkCodec = recordCodec<IntentChunk>({
  projectId: required('projectId', text),
  intentId: required('intentId', text),
  index: required('index', wholeNumber(0)),
  offset: required('offset', wholeNumber(0)),
  scenes: required('scenes', newScenes),
  createdAt: required('createdAt', time),
})
