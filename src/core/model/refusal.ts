import type { ObjectKey, StoredKey } from './object-key.js'
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
      readonly sequence?: number
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
  /** In the layout of keys, this one is something else than the clip of this scene or, without one, the film. */
  | { readonly kind: 'unfit-key'; readonly sequence?: number; readonly key: ObjectKey }
  | {
      readonly kind: 'not-adoptable'
      readonly sequence: number
      readonly key?: ObjectKey
      readonly obstacle: AdoptionObstacle
    }
  /** The scene has no video, and the command needs one. */
  | { readonly kind: 'no-video'; readonly sequence: number }
  /** These scenes have no video, and the film needs them all. */
  | { readonly kind: 'videos-missing'; readonly sequences: readonly number[] }
  /** The project has scenes already. */
  | { readonly kind: 'has-scenes'; readonly count: number }
  | { readonly kind: 'no-such-scene'; readonly sequence: number }
  | { readonly kind: 'last-scene'; readonly sequence: number }
  /** The clip was made from another video than the scene has now. */
  | {
      readonly kind: 'video-changed'
      readonly sequence: number
      readonly madeFrom: string
      readonly current?: StoredKey
    }
  /** History knows no such clip of the scene. */
  | { readonly kind: 'not-in-history'; readonly sequence: number; readonly key: ObjectKey }
  /** The status is not what the caller saw. */
  | {
      readonly kind: 'status-changed'
      readonly sequence?: number
      readonly expected: SceneStatus | ProjectStatus
      readonly actual: SceneStatus | ProjectStatus
    }
  /** The status says something else about the video than the clips. */
  | {
      readonly kind: 'status-disagrees'
      readonly sequence: number
      readonly status: SceneStatus
      readonly hasVideo: boolean
    }
  /** The project's scenes say another status. */
  | {
      readonly kind: 'counts-disagree'
      readonly status: ProjectStatus
      readonly derived: ProjectStatus
      readonly sceneCount: number
      readonly completedScenes: number
      readonly failedScenes: number
    }
  /** The order names too few, too many or other scenes than the project has. */
  | {
      readonly kind: 'not-a-permutation'
      readonly missing: readonly number[]
      readonly unknown: readonly number[]
      readonly repeated: readonly number[]
    }
  /** So many videos are said to be gone that a wrong bucket is more likely. */
  | {
      readonly kind: 'too-many-demotions'
      /** Of the project that was to be repaired. */
      readonly sequences: readonly number[]
      /** How many videos the whole run would take away; missing when it is a run of one project. */
      readonly demotions?: number
      readonly scenes: number
      readonly objectsSeen: number
    }
  /** The scenes and the project were read at different moments. */
  | { readonly kind: 'torn-read'; readonly ledger: number; readonly counted: number }
  | { readonly kind: 'project-exists'; readonly projectId: string }

/** Yes, or no with the reason. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }
