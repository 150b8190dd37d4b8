import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { shouldPoll } from '../../../src/core/rules/polling.js'
import type { PolledProject, PollOptions } from '../../../src/core/rules/polling.js'
import { projects } from '../../arbitraries/projects.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sceneLists } from '../../arbitraries/scenes.js'
import { aProject, aScene, sceneKey, secondsFromNow } from '../support/builders.js'
import { thrown } from '../support/thrown.js'
import { sceneViews, urlOf } from '../support/views.js'

const completed = aProject({ status: 'completed' })
const film = toObjectKey('mv/projects/91cf/final.mp4')
const first = aScene({ status: 'completed', clips: { original: sceneKey('video_1_a.mp4') } })
const second: Scene = { ...first, clips: { original: sceneKey('video_2_b.mp4') } }

/** Whether a page that saw a scene one way goes on when it is another way; `undefined` when it is gone. */
function waits(then: Scene, now: Scene | undefined): boolean {
  const scenes = now === undefined ? [] : [aScene({ sequence: 99 }), now]
  const inDomain = shouldPoll({ ...completed, scenes }, { waitingFor: [then] })
  const view = { status: 'completed', finalOutputUrl: null, scenes: sceneViews(scenes, 2) } as const
  expect(shouldPoll(view, { waitingFor: sceneViews([then], 1) })).toBe(inDomain)
  return inDomain
}

describe('a page that waits for nothing', () => {
  it.each(PROJECT_STATUSES)('polls until the project is completed or failed: %s', (status) => {
    const settled = status === 'completed' || status === 'failed'
    expect(shouldPoll({ status })).toBe(!settled)
    expect(shouldPoll({ status, finalOutputKey: film, scenes: [second] })).toBe(!settled)
    expect(shouldPoll({ status, finalOutputUrl: urlOf(film) })).toBe(!settled)
  })
})

describe('a page that waits for the film', () => {
  const options: PollOptions = { waitingForFilm: true }

  it('polls until there is one', () => {
    fc.assert(
      fc.property(projects, sceneLists, (project, scenes) => {
        const composing = { ...project, scenes, status: 'composing' } as const
        expect(shouldPoll(composing)).toBe(true)
        expect(shouldPoll(composing, options)).toBe(true)
        const ended = { ...project, scenes, status: 'completed' } as const
        expect(shouldPoll(ended, options)).toBe(project.finalOutputKey === undefined)
        const view = { status: 'completed', finalOutputUrl: project.finalOutputKey ?? null } as const
        expect(shouldPoll(view, options)).toBe(project.finalOutputKey === undefined)
      }),
      KEY_LAW,
    )
  })

  it('stops when composing has failed', () => {
    expect(shouldPoll({ status: 'failed' }, options)).toBe(false)
    expect(shouldPoll({ status: 'failed', finalOutputUrl: null }, options)).toBe(false)
  })
})

describe('a page that waits for scenes', () => {
  it('polls until each has another clip, whatever becomes of the signatures', () => {
    expect(waits(first, first)).toBe(true)
    expect(waits(first, { ...first, prompt: 'edited', updatedAt: secondsFromNow(1) })).toBe(true)
    expect(waits(first, second)).toBe(false)
    expect(waits(aScene(), aScene({ status: 'processing' }))).toBe(true)
    expect(waits(aScene(), first)).toBe(false)
  })

  it('goes on while a scene that was reset has none', () => {
    expect(waits(first, aScene({ updatedAt: secondsFromNow(1) }))).toBe(true)
  })

  it('stops when a scene has failed since, and not when it had failed before', () => {
    const failed = aScene({ status: 'failed' })
    expect(waits(aScene({ status: 'processing' }), failed)).toBe(false)
    expect(waits(failed, failed)).toBe(true)
    expect(waits(failed, { ...failed, status: 'processing', updatedAt: secondsFromNow(1) })).toBe(true)
    expect(waits(failed, { ...failed, updatedAt: secondsFromNow(1) })).toBe(false)
  })

  it('stops when a scene is gone', () => {
    expect(waits(first, undefined)).toBe(false)
  })

  it('waits for the last of them', () => {
    const other = { ...first, sequence: 4 }
    const scenes = [second, other]
    expect(shouldPoll({ ...completed, scenes }, { waitingFor: [first, other] })).toBe(true)
    expect(shouldPoll({ ...completed, scenes }, { waitingFor: [first] })).toBe(false)
    expect(shouldPoll({ ...completed, scenes }, { waitingFor: [] })).toBe(false)
    expect(shouldPoll({ ...completed, status: 'failed', scenes }, { waitingFor: [other] })).toBe(true)
  })

  it('takes keys as they are, question marks included', () => {
    const asked = aScene({ clips: { original: toObjectKey('a.mp4?1') } })
    const now = aScene({ clips: { original: toObjectKey('a.mp4?2') } })
    expect(waits(asked, asked)).toBe(true)
    expect(waits(asked, now)).toBe(false)
  })

  it('stops exactly for another clip or a failure since', () => {
    fc.assert(
      fc.property(sceneLists, sceneLists, ([then], [now]) => {
        fc.pre(then !== undefined && now !== undefined)
        const present = { ...now, sequence: then.sequence }
        const clip = present.clips.original
        const arrived = clip !== undefined && clip !== then.clips.original
        const unchanged = then.status === 'failed' && then.updatedAt === present.updatedAt
        expect(waits(then, present)).toBe(!arrived && !(present.status === 'failed' && !unchanged))
      }),
      KEY_LAW,
    )
  })
})

describe('shouldPoll refuses', () => {
  const of = (project: unknown, options?: unknown) => () =>
    // A caller without types.
    shouldPoll(project as PolledProject, options as PollOptions)
  const view = { status: 'completed', finalOutputUrl: null }

  it.each<[string, unknown, unknown, string]>([
    ['a status that no project has', { status: 'archived' }, {}, 'unknown project status "archived"'],
    ['nothing', undefined, {}, 'unknown project status'],
    ['options that are none', view, null, 'options must be an object'],
    ['scenes to wait for without the present ones', view, { waitingFor: [first] }, '{ ...project, scenes }'],
    ['numbers in place of scenes', { ...view, scenes: [] }, { waitingFor: [3] }, 'each as it was'],
    ['a number in place of a list', { ...view, scenes: [] }, { waitingFor: 3 }, 'waitingFor must be a list'],
    ['scenes that are no list', { ...view, scenes: 7 }, { waitingFor: [] }, 'scenes must be a list'],
    [
      'a view beside a scene of the domain',
      { ...view, scenes: sceneViews([first]) },
      { waitingFor: [first] },
      'cannot be compared',
    ],
    ['a film that is a number', { ...view, finalOutputUrl: 7 }, { waitingForFilm: true }, 'final output'],
    [
      'a key of a film that is none',
      { status: 'completed', finalOutputKey: {} },
      { waitingForFilm: true },
      'final',
    ],
  ])('%s', (_, project, options, message) => {
    expect(thrown(of(project, options), 'INVALID_INPUT').message).toContain(message)
  })
})
