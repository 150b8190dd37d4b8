import fc from 'fast-check'
import type { Project } from '../../../core/model/project.js'
import { PROJECT_MODES } from '../../../core/model/project.js'
import type { ProjectStatus } from '../../../core/model/status.js'
import { PROJECT_STATUSES } from '../../../core/model/status.js'
import type { Counts } from './count-range.js'
import { listsOf } from './lists.js'
import type { SceneDraft } from './scene-drafts.js'
import { ages, sceneDrafts, texts } from './scene-drafts.js'

/** What a healthy project is made from; each part shrinks by itself. */
export interface ProjectDraft {
  /** The status it has, unless its scenes say another. */
  readonly status: ProjectStatus
  readonly conceptPrompt: string
  /** Whether this library vouches for its counters; not for those of old projects. */
  readonly isSealed: boolean
  /** Counted changes of scenes that were removed. */
  readonly ledgerRetired: number
  /** Seconds since it was saved. */
  readonly age: number
  readonly hasFilm: boolean
  readonly more: Partial<
    Pick<Project, 'characterDescription' | 'productDescription' | 'directorConfig' | 'mode'>
  >
  readonly scenes: readonly SceneDraft[]
}

/** Drafts of projects with so many scenes. */
export function projectDrafts(scenes: Counts): fc.Arbitrary<ProjectDraft> {
  return fc.record(
    {
      status: fc.constantFrom(...PROJECT_STATUSES),
      conceptPrompt: texts,
      isSealed: fc.boolean().map((isNot) => !isNot),
      ledgerRetired: fc.nat(4),
      age: ages,
      hasFilm: fc.boolean(),
      more: fc.record(
        {
          characterDescription: texts,
          productDescription: texts,
          directorConfig: texts,
          mode: fc.constantFrom(...PROJECT_MODES),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
      scenes: listsOf(sceneDrafts, scenes),
    },
    { noNullPrototype: true },
  )
}
