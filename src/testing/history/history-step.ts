import type { SceneStatus } from '../../core/model/status.js'

/** A worker claims a scene, or does all of it at once: claims, submits and completes. */
export interface ClaimStep {
  readonly does: 'claim' | 'generate'
  /** The scene, by its `sequence`. */
  readonly scene: number
  /** The number of the worker. */
  readonly worker: number
  /** Although it has a video. */
  readonly regenerate?: true
}

/** A worker goes on with the last claim that it got on a scene, whoever holds the scene by now. */
export interface WorkerStep {
  readonly does:
    | 'heartbeat'
    | 'submit'
    /** Uploads the clip, and dies before it is recorded. */
    | 'uploadOnly'
    | 'complete'
    | 'fail'
    | 'release'
  readonly scene: number
  readonly worker: number
}

/** Somebody does something with one scene. */
export interface SceneStep {
  readonly does:
    | 'editScene'
    | 'reset'
    | 'retry'
    | 'reject'
    | 'upload'
    | 'trim'
    | 'lipSync'
    /** Takes the clip back that the scene lost last. */
    | 'restore'
    | 'adopt'
    | 'removeScene'
  readonly scene: number
}

/** An operator sets a scene's status. */
export interface SetStatusStep {
  readonly does: 'setSceneStatus'
  readonly scene: number
  readonly status: SceneStatus
}

/** A scene is moved to another place in the film, counted from 1. */
export interface MoveSceneStep {
  readonly does: 'moveScene'
  readonly scene: number
  readonly to: number
}

/** Scenes are added. */
export interface AddScenesStep {
  readonly does: 'addScenes'
  readonly count: number
}

/** Something is done with the whole project. */
export interface ProjectStep {
  readonly does:
    | 'generateMissing'
    | 'startComposition'
    | 'finishComposition'
    | 'failComposition'
    /** Starts the composition and finishes it. */
    | 'compose'
    | 'recount'
    | 'repair'
}

/** Time passes. */
export interface WaitStep {
  readonly does: 'wait'
  readonly ms: number
}

/**
 * The Python backend reads an item, or saves what it read last, whatever happened since; what it never read, it reads and
 * saves at once. Without `scene` it is the project's own item.
 */
export interface PythonStep {
  readonly does: 'pythonReads' | 'pythonSaves'
  readonly scene?: number
}

/** The object of a scene's video is deleted. */
export interface LoseObjectStep {
  readonly does: 'loseObject'
  readonly scene: number
}

/** A step of the history of a project, as plain data. */
export type HistoryStep =
  | ClaimStep
  | WorkerStep
  | SceneStep
  | SetStatusStep
  | MoveSceneStep
  | AddScenesStep
  | ProjectStep
  | WaitStep
  | PythonStep
  | LoseObjectStep

/** What a step does. */
export type HistoryStepName = HistoryStep['does']
