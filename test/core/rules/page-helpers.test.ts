import { arbitraryClaim } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSceneError } from '../../../src/core/model/error.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../../../src/core/model/status.js'
import { badgeOf } from '../../../src/core/rules/badge.js'
import { isLocked } from '../../../src/core/rules/locked.js'
import { compositionClip, compositionClips, playbackClip } from '../../../src/core/rules/playback.js'
import { nextPollMs } from '../../../src/core/rules/poll-interval.js'
import { shouldPoll } from '../../../src/core/rules/polling.js'
import { progressOf } from '../../../src/core/rules/progress.js'
import { projectRecords } from '../../arbitraries/records.js'
import { KEY_LAW, runs } from '../../arbitraries/runs.js'
import { sceneLists } from '../../arbitraries/scenes.js'
import { NOW } from '../support/builders.js'
import { sceneViews, urlOf, viewOf } from '../support/views.js'

describe('the page helpers', () => {
  it('say the same of a project and of its view', () => {
    fc.assert(
      fc.property(projectRecords, (records) => {
        const project = records.project.value
        const scenes = records.scenes.map(({ value }) => value)
        const view = viewOf(records)
        expect(progressOf(view.scenes)).toEqual(progressOf(scenes))
        expect(isLocked(view)).toBe(isLocked(project))
        for (const waitingForFilm of [true, false]) {
          expect(shouldPoll(view, { waitingFor: view.scenes, waitingForFilm })).toBe(
            shouldPoll({ ...project, scenes }, { waitingFor: scenes, waitingForFilm }),
          )
        }
        const shown = compositionClips(view.scenes)
        const film = compositionClips(scenes)
        expect(shown.missing).toEqual(film.missing)
        expect(shown.clips).toEqual(film.clips.map((clip) => ({ ...clip, source: urlOf(clip.source) })))
      }),
      KEY_LAW,
    )
  })

  it('say the same of a scene and of its view', () => {
    const situations = sceneLists.chain((scenes) => {
      const [scene] = scenes
      return fc.tuple(
        fc.constant(scenes),
        scene === undefined ? fc.constant(undefined) : arbitraryClaim(scene),
      )
    })
    fc.assert(
      fc.property(situations, ([scenes, claim]) => {
        const views = sceneViews(scenes)
        scenes.forEach((scene, at) => {
          const view = views[at]
          if (view === undefined) throw new Error('a scene has no view')
          expect(badgeOf(view)).toEqual(badgeOf(scene))
          expect(badgeOf(view, { claim, now: NOW })).toEqual(badgeOf(scene, { claim, now: NOW }))
          for (const [shown, chosen] of [
            [playbackClip(view), playbackClip(scene)],
            [compositionClip(view), compositionClip(scene)],
          ] as const) {
            expect(shown).toEqual(chosen && { ...chosen, source: urlOf(chosen.source) })
          }
        })
      }),
      KEY_LAW,
    )
  })
})

/** Anything, and things that are nearly right. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withMap: true, withSet: true }),
  fc.constantFrom<unknown>(
    Symbol('x'),
    NOW,
    'https://media.example/1.mp4',
    '',
    null,
    Number.NaN,
    Number.MAX_VALUE,
    -0,
    { toString: 1 },
    { in: 0, out: Number.MAX_VALUE },
    JSON.parse('{ "__proto__": { "clips": { "original": "a.mp4" } } }'),
    Object.assign({}, JSON.parse('{ "__proto__": { "originalVideoClipUrl": "x", "status": "failed" } }')),
  ),
)

const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...SCENE_STATUSES, ...PROJECT_STATUSES) },
  { weight: 1, arbitrary: values },
)
const likeScenes = fc.record(
  {
    sequence: fc.oneof(fc.constantFrom<unknown>(1, 2), values),
    displaySequence: values,
    status,
    clips: fc.oneof(fc.record({ original: values, working: values }, { requiredKeys: [] }), values),
    originalVideoClipUrl: values,
    workingVideoClipUrl: values,
    lipSyncedVideoClipUrl: values,
    duration: values,
    durationSeconds: values,
    trimPoints: values,
    createdAt: values,
    updatedAt: values,
  },
  { requiredKeys: [] },
)
const likeLists = fc.oneof(fc.array(fc.oneof(likeScenes, values), { maxLength: 3 }), values)
const likeOptions = fc.oneof(
  fc.record(
    {
      claim: fc.oneof(
        fc.record({ expiry: values, sceneCreatedAt: values, ended: values }, { requiredKeys: [] }),
        values,
      ),
      now: values,
      waitingFor: likeLists,
      waitingForFilm: values,
      errors: values,
      giveUpAfter: values,
    },
    { requiredKeys: [] },
  ),
  values,
)
const likeProjects = fc.oneof(
  fc.record(
    { status, finalOutputKey: values, finalOutputUrl: values, scenes: likeLists },
    { requiredKeys: [] },
  ),
  values,
)

// The helpers as callers without types see them.
const HELPERS: Readonly<Record<string, unknown>> = {
  progressOf,
  badgeOf,
  isLocked,
  shouldPoll,
  nextPollMs,
  playbackClip,
  compositionClip,
  compositionClips,
}

/** What a helper may answer, by its name. */
const ANSWERS: Readonly<Record<string, (answer: unknown) => boolean>> = {
  progressOf: (answer) => {
    const { percent, percentByDuration } = answer as ReturnType<typeof progressOf>
    return [percent, percentByDuration].every((it) => Number.isInteger(it) && it >= 0 && it <= 100)
  },
  badgeOf: (answer) => typeof (answer as ReturnType<typeof badgeOf>).label === 'string',
  isLocked: (answer) => typeof answer === 'boolean',
  shouldPoll: (answer) => typeof answer === 'boolean',
  nextPollMs: (answer) => answer === undefined || (Number(answer) >= 1_000 && Number(answer) <= 30_000),
  playbackClip: isClipOrNone,
  compositionClip: isClipOrNone,
  compositionClips: (answer) => {
    const { clips, missing } = answer as ReturnType<typeof compositionClips>
    return clips.every(isClipOrNone) && missing.every(Number.isFinite)
  },
}

function isClipOrNone(answer: unknown): boolean {
  if (answer === undefined) return true
  const { source } = answer as { readonly source: unknown }
  return typeof source === 'string' && source !== ''
}

describe('callers without types', () => {
  it.each(Object.keys(HELPERS))('get a right answer or a SceneError from %s', (name) => {
    const helper = HELPERS[name] as (...args: readonly unknown[]) => unknown
    const first = fc.oneof(likeScenes, likeLists, likeProjects, likeOptions)
    let answers = 0
    fc.assert(
      fc.property(first, fc.option(likeOptions, { nil: undefined }), (given, options) => {
        let answer: unknown
        try {
          answer = helper(given, options)
        } catch (error) {
          if (!isSceneError(error, 'INVALID_INPUT')) throw error
          return
        }
        answers++
        expect(ANSWERS[name]?.(answer)).toBe(true)
      }),
      runs(5_000),
    )
    expect(answers).toBeGreaterThan(0)
  })
})
