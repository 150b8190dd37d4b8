import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as core from '@badapple/scenes/core'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import { spoiled } from '../arbitraries/hostile-values.js'
import { runs } from '../arbitraries/runs.js'
import { expectClear } from '../support/expect-scene-error.js'
import { aClaim, aScene, NOW } from './support/builders.js'

const RUNS = runs(1_500)

const view = () => ({ sequence: 1, status: 'pending', originalVideoClipUrl: null })
const item = () => ({
  PK: 'PROJECT#91cf',
  SK: 'METADATA',
  projectId: '91cf',
  status: 'pending',
  conceptPrompt: 'x',
  createdAt: '2025-11-24T08:15:30.123456+0000',
  updatedAt: '2025-11-24T08:15:30.123456+0000',
})
const stored = () => ({
  PK: { S: 'PROJECT#91cf' },
  SK: { S: 'METADATA' },
  sceneCount: { N: '1' },
  raw: { L: [{ M: {} }] },
})
const event = () => ({
  version: 1,
  id: 'command.1',
  type: 'scene-reset',
  time: NOW,
  order: 1,
  projectId: '91cf',
  actor: 'x',
  sequence: 1,
  clips: { original: 'a.mp4' },
})

/** Values that throw when they are looked at. */
const OWN_ERRORS = /throws|revoked/

type AnyFunction = (...args: readonly unknown[]) => unknown

/** Functions that callers without types call, each with arguments that are right. */
const FUNCTIONS: Readonly<Record<string, readonly [call: unknown, valid: () => readonly unknown[]]>> = {
  selectForGeneration: [
    core.selectForGeneration,
    () => [
      [view(), aScene({})],
      {
        now: NOW,
        claims: new Map([[3, aClaim({})]]),
        policy: { foreignGraceMs: 5, skipStatuses: ['failed'] },
        only: [1],
        regenerate: [1],
      },
    ],
  ],
  explain: [core.explain, () => [view(), { now: NOW, only: [1] }]],
  recalculateCounters: [core.recalculateCounters, () => [[{ status: 'completed' }, { status: 'pending' }]]],
  resolvePolicy: [
    core.resolvePolicy,
    () => [{ leaseMs: 5, skipStatuses: ['failed'], transitions: 'strict' }],
  ],
  toObjectKey: [core.toObjectKey, () => ['a.mp4']],
  toTimestamp: [core.toTimestamp, () => [NOW]],
  fromDynamoJson: [core.fromDynamoJson, () => [stored()]],
  readProjectItems: [core.readProjectItems, () => [[item(), { ...item(), SK: 'SCENE#001' }]]],
  createMemorySceneStore: [createMemorySceneStore, () => [{ items: [stored()] }]],
  createMemoryBlobStore: [
    createMemoryBlobStore,
    () => [
      { objects: [{ key: 'a.mp4', size: 4, lastModified: NOW, contentType: 'video/mp4' }], now: () => 0 },
    ],
  ],
  progressOf: [core.progressOf, () => [[view()]]],
  badgeOf: [core.badgeOf, () => [aScene({}), { claim: aClaim({}), now: NOW }]],
  isLocked: [core.isLocked, () => [{ status: 'pending' }]],
  shouldPoll: [core.shouldPoll, () => [{ status: 'pending', scenes: [view()] }, { waitingFor: [view()] }]],
  nextPollMs: [core.nextPollMs, () => [{ errors: 1 }]],
  playbackClip: [core.playbackClip, () => [view()]],
  compositionClip: [core.compositionClip, () => [view()]],
  compositionClips: [core.compositionClips, () => [[view()]]],
}

describe('functions for callers without types', () => {
  it.each(Object.entries(FUNCTIONS))('%s answers, or throws a clear SceneError', (_, [given, valid]) => {
    const call = given as AnyFunction
    const inherited = Reflect.ownKeys(Object.prototype)
    call(...valid())
    fc.assert(
      fc.property(spoiled(valid), ({ name, make }) => {
        // What a caller's own getter throws goes through, as through any loop over its data.
        fc.pre(!OWN_ERRORS.test(name))
        try {
          call(...make())
        } catch (error) {
          expectClear(error)
        }
        expect(Reflect.ownKeys(Object.prototype)).toEqual(inherited)
      }),
      RUNS,
    )
  })

  it('the schema of events takes anything, and what it accepts is an event', () => {
    expect(core.eventSchema.safeParse(event()).success).toBe(true)
    fc.assert(
      fc.property(
        spoiled(() => [event()]),
        ({ name, make }) => {
          // A schema of zod lets through what a getter throws; stored events have none.
          fc.pre(!/throws|revoked/.test(name))
          const parsed = core.eventSchema.safeParse(make()[0])
          if (parsed.success)
            expect(JSON.stringify(JSON.parse(JSON.stringify(parsed.data)))).toBe(JSON.stringify(parsed.data))
        },
      ),
      RUNS,
    )
  })
})
