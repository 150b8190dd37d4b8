import type { ObjectKey } from './object-key.js'
import type { SceneMover } from './scene-mover.js'
import type { ProjectStatus, SceneStatus } from './status.js'
import type { Timestamp } from './time.js'

/** Why a scene is not to be generated now. */
export type SkipReason =
  /** It has a video; generating it again must be asked for. */
  | { readonly kind: 'has-video' }
  /** A worker of this library is at it. */
  | { readonly kind: 'claimed'; readonly owner: string; readonly until: Timestamp }
  /** A worker that knows no claims may be at it. */
  | { readonly kind: 'foreign-claim'; readonly until: Timestamp }
  /** The policy leaves scenes of this status out. */
  | { readonly kind: 'status-skipped'; readonly status: SceneStatus }
  /** The caller named the scenes it wants, and this is not one of them. */
  | { readonly kind: 'not-requested' }

/** Why an object is not adopted as a scene's clip. */
export type AdoptionObstacle =
  | 'no-candidate'
  | 'scene-has-video'
  | 'claimed'
  | 'other-scene'
  | 'in-use'
  | 'absent'
  | 'empty'
  | 'unreachable'
  | 'older-than-scene'
  | 'within-grace'
  | 'settled-attempt'
  | 'no-evidence'

/** Why a command is refused. A closed union: `kind` says which rule, the rest are the facts behind it. */
export type Refusal =
  | (SkipReason & { readonly sequence: number })
  | {
      readonly kind: 'transition'
      readonly of: 'scene'
      readonly from: SceneStatus
      readonly to: SceneStatus
      readonly by: SceneMover
      readonly hasVideo?: boolean
    }
  | {
      readonly kind: 'transition'
      readonly of: 'project'
      readonly from: ProjectStatus
      readonly to: ProjectStatus
    }
  /** The project's status does not allow the command. */
  | {
      readonly kind: 'project-status'
      readonly status: ProjectStatus
      readonly command: string
      readonly allowed: readonly ProjectStatus[]
    }
  /** The scene is no longer held by this claim. */
  | {
      readonly kind: 'claim-lost'
      readonly projectId: string
      readonly sequence: number
      readonly claimId: string
    }
  | { readonly kind: 'no-scenes' }
  /** Every scene has a video. */
  | { readonly kind: 'nothing-to-generate' }
  /** In the layout of keys, this one is something else than an original clip of this attempt at this scene. */
  | { readonly kind: 'unfit-key'; readonly sequence: number; readonly key: ObjectKey }
  | {
      readonly kind: 'not-adoptable'
      readonly sequence: number
      readonly key?: ObjectKey
      readonly obstacle: AdoptionObstacle
    }
  /** More than fits into one commit. */
  | { readonly kind: 'too-many-writes'; readonly actions: number; readonly limit: number }
  | { readonly kind: 'project-exists'; readonly projectId: string }

/** Yes, or no with the reason. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }
