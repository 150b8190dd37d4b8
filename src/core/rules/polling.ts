import type { Project } from '../model/project.js'
import type { Scene } from '../model/scene.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../model/status.js'
import type { ProjectView, SceneView } from '../model/view.js'
import { clipSource, isDomainScene } from './clip-source.js'
import { assertObject, entriesOf, invalidInput, oneOf, propertyOf } from './untyped.js'

/** What polling needs of a scene, of the domain or of an API view. */
export type PolledScene =
  | Pick<Scene, 'clips' | 'sequence' | 'status' | 'updatedAt'>
  | Pick<SceneView, 'originalVideoClipUrl' | 'sequence' | 'status' | 'updatedAt'>

/** What polling needs of a project: an API view, or a project of the domain with its scenes. */
export type PolledProject =
  | (Pick<Project, 'status' | 'finalOutputKey'> & { readonly scenes?: Iterable<PolledScene> })
  | (Pick<ProjectView, 'status' | 'finalOutputUrl'> & { readonly scenes?: Iterable<PolledScene> })

/** Options of {@link shouldPoll}. */
export interface PollOptions {
  /** The scenes whose generation the page asked for, **as they were then**. */
  readonly waitingFor?: Iterable<PolledScene> | undefined
  /** The page asked for the film, or saw it being composed. */
  readonly waitingForFilm?: boolean | undefined
}

/**
 * Whether a page should ask again: until the project is `completed` or `failed`, and then for what the page waits for.
 * That is the film, until there is one or composing has failed; and scenes, each until it has another clip than when
 * the page asked (signed URLs are compared without their query, which changes by itself), has failed since, or is gone.
 *
 * Generating again never moves the project, and nothing in a view tells that it failed: a page stops naming a scene in
 * `waitingFor` after a time of its own.
 * @throws SceneError `INVALID_INPUT` for a status that no project has, and for scenes that are none.
 * @example
 * const asked: PolledScene = {
 *   ...{ sequence: 1, status: 'completed', updatedAt: '2025-11-24T08:15:30Z' },
 *   originalVideoClipUrl: 'https://media.example/a.mp4?X-Amz-Date=1',
 * }
 * const again = { ...asked, originalVideoClipUrl: 'https://media.example/a.mp4?X-Amz-Date=2' }
 * const done = { ...asked, originalVideoClipUrl: 'https://media.example/b.mp4?X-Amz-Date=3' }
 * shouldPoll({ status: 'composing', finalOutputUrl: null }) // true
 * shouldPoll({ status: 'completed', finalOutputUrl: null, scenes: [again] }, { waitingFor: [asked] }) // true
 * shouldPoll({ status: 'completed', finalOutputUrl: null, scenes: [done] }, { waitingFor: [asked] }) // false
 */
export function shouldPoll(project: PolledProject, options: PollOptions = {}): boolean {
  const status = oneOf(PROJECT_STATUSES, propertyOf(project, 'status'), 'project status')
  if (status !== 'completed' && status !== 'failed') return true
  assertObject(options, 'options')
  if (options.waitingForFilm === true && status === 'completed' && !hasFilm(project)) return true
  const { waitingFor } = options
  if (waitingFor === undefined) return false
  if (project.scenes === undefined) {
    throw invalidInput(
      'project',
      'to wait for scenes, pass the project with its present ones: { ...project, scenes }',
    )
  }
  const scenes = entriesOf(project.scenes, 'scenes')
  return entriesOf(waitingFor, 'waitingFor').some((then) => {
    const sequence = propertyOf(then, 'sequence')
    if (typeof sequence !== 'number')
      throw invalidInput('waitingFor', 'waitingFor must be scenes, each as it was')
    const now = scenes.find((scene) => propertyOf(scene, 'sequence') === sequence)
    return now !== undefined && isAwaited(then, now)
  })
}

function hasFilm(project: PolledProject): boolean {
  const film: unknown = 'finalOutputUrl' in project ? project.finalOutputUrl : project.finalOutputKey
  if (film === undefined || film === null || typeof film === 'string') return Boolean(film)
  throw invalidInput('project', 'the final output of the project is neither a text nor null')
}

function isAwaited(then: PolledScene, now: PolledScene): boolean {
  if (isDomainScene(then) !== isDomainScene(now)) {
    throw invalidInput('waitingFor', 'a scene of an API view cannot be compared with one of the domain')
  }
  const clip = clipIdentity(now)
  if (clip !== undefined && clip !== clipIdentity(then)) return false
  const failed = oneOf(SCENE_STATUSES, now.status, 'scene status') === 'failed'
  const since = then.status !== 'failed' || then.updatedAt !== now.updatedAt
  return !(failed && since)
}

/** A key as it is, a URL without what changes each time that it is signed. */
function clipIdentity(scene: PolledScene): string | undefined {
  const source = clipSource(scene, 'original')
  return isDomainScene(scene) ? source : source?.replace(/[?#].*/s, '')
}
