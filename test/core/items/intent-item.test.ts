import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intentChunkCodec, intentCodec } from '../../../src/core/items/intent-item.js'
import { keyOf } from '../../../src/core/items/keys.js'
import { readProjectItems } from '../../../src/core/items/read-records.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import type { Intent, IntentChunk } from '../../../src/core/model/intent.js'
import type { NewScene } from '../../../src/core/model/new-scene.schema.js'
import { timestamps } from '../../../src/testing/arbitraries/timestamps.js'
import { objectKeys } from '../../arbitraries/object-keys.js'
import { aProject, NOW } from '../support/builders.js'

const numbers = fc.integer({ min: 1, max: 9_999 })

const intents: fc.Arbitrary<Intent> = fc.record(
  {
    projectId: fc.constant('91cf'),
    id: fc.string({ minLength: 1 }),
    goal: fc.constantFrom('scenes-added', 'scenes-reordered', 'scene-removed'),
    step: fc.nat(),
    actor: fc.string({ minLength: 1 }),
    createdAt: timestamps,
    order: fc.array(numbers),
    sequence: numbers,
    firstSequence: numbers,
    chunks: numbers,
  },
  { requiredKeys: ['projectId', 'id', 'goal', 'step', 'actor', 'createdAt'], noNullPrototype: true },
)

const newScenes: fc.Arbitrary<NewScene> = fc.record(
  {
    prompt: fc.string({ unit: 'binary' }),
    negativePrompt: fc.string(),
    durationSeconds: fc.double({ min: 0.1, max: 600, noNaN: true }),
    referenceImageKeys: fc.array(objectKeys, { maxLength: 2 }),
    audioClipKey: objectKeys,
    needsLipSync: fc.boolean(),
  },
  {
    requiredKeys: ['prompt', 'durationSeconds', 'referenceImageKeys', 'needsLipSync'],
    noNullPrototype: true,
  },
)

const chunks: fc.Arbitrary<IntentChunk> = fc.record(
  {
    projectId: fc.constant('91cf'),
    intentId: fc.string({ minLength: 1 }),
    index: fc.nat(9_999),
    offset: fc.nat(),
    scenes: fc.array(newScenes, { maxLength: 3 }),
    createdAt: timestamps,
  },
  { noNullPrototype: true },
)

const CHUNK: IntentChunk = {
  projectId: '91cf',
  intentId: 'c.1-7',
  index: 3,
  offset: 6,
  scenes: [],
  createdAt: NOW,
}
const INTENT: Intent = {
  projectId: '91cf',
  id: 'c.1-7',
  goal: 'scenes-added',
  step: 3,
  actor: 'a',
  createdAt: NOW,
}

describe('intentCodec', () => {
  it('reads back every intent that it writes', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        expect(intentCodec.decode(intentCodec.encode(intent))).toStrictEqual({
          ok: true,
          value: intent,
        })
      }),
    )
  })

  it('refuses what is none', () => {
    expect(intentCodec.decode({ ...intentCodec.encode(INTENT), goal: 'scenes-doubled' })).toMatchObject({
      ok: false,
    })
    expect(intentCodec.decode({ ...intentCodec.encode(INTENT), displayOrder: [1, 0] })).toMatchObject({
      ok: false,
    })
  })
})

describe('intentChunkCodec', () => {
  it('reads back every chunk that it writes', () => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        expect(intentChunkCodec.decode(intentChunkCodec.encode(chunk))).toStrictEqual({
          ok: true,
          value: chunk,
        })
      }),
    )
  })

  it.each(['{', '{}', '[{}]', '[{"prompt":1}]', 7])('refuses %j for its scenes', (scenes) => {
    expect(intentChunkCodec.decode({ ...intentChunkCodec.encode(CHUNK), scenes })).toMatchObject({
      ok: false,
    })
  })
})

describe('an intent in its project', () => {
  const project = newItem(
    { op: 'insert', ref: { kind: 'project', projectId: '91cf' }, value: aProject() },
    'c.1',
  )
  const intentRef = { kind: 'intent', projectId: '91cf' } as const
  const chunkRef = { kind: 'intent-chunk', projectId: '91cf', intentId: 'c.1-7', index: 3 } as const

  it('is stored before the records of its project, and after the events', () => {
    expect(keyOf(intentRef)).toEqual({ PK: 'PROJECT#91cf', SK: 'INTENT' })
    expect(keyOf(chunkRef)).toEqual({ PK: 'PROJECT#91cf', SK: 'INTENT#c.1-7#0003' })
  })

  it('is read with it', () => {
    const items = [
      project,
      newItem({ op: 'insert', ref: intentRef, value: INTENT }, 'c.1'),
      newItem({ op: 'insert', ref: chunkRef, value: CHUNK }, undefined),
    ]
    expect(readProjectItems(items)).toMatchObject({
      intent: { value: INTENT, revision: 'commit:c.1' },
      intentChunks: [{ value: CHUNK }],
      invalid: [],
    })
    expect(readProjectItems([project])).not.toHaveProperty('intentChunks')
  })

  it('is reported where it cannot be read, or is not where it says', () => {
    const broken = { ...newItem({ op: 'insert', ref: intentRef, value: INTENT }, 'c.1'), step: -1 }
    const strayed = { ...newItem({ op: 'insert', ref: chunkRef, value: CHUNK }, undefined), index: 4 }
    const records = readProjectItems([project, broken, strayed])
    expect(records).not.toHaveProperty('intent')
    expect(records?.invalid).toMatchObject([
      { kind: 'intent', id: 'INTENT' },
      { kind: 'intent-chunk', id: 'INTENT#c.1-7#0003' },
    ])
  })
})
