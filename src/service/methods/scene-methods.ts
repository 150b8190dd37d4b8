import { givenFields } from '../../core/model/given-fields.js'
import { parseInput } from '../../core/model/issues.schema.js'
import { toObjectKey } from '../../core/model/object-key.js'
import type { Scene } from '../../core/model/scene.js'
import type { SceneChangesInput } from '../../core/model/scene-changes.schema.js'
import type { SceneStatus } from '../../core/model/status.js'
import { restoreClip, setClip, uploadClip } from '../clips-by-hand.js'
import type { ClipToSet } from '../clip-to-set.schema.js'
import { parseClipToSet } from '../clip-to-set.schema.js'
import type { CommandOptions, ReasonOptions } from '../command-options.js'
import * as commands from '../commands.js'
import type { Environment } from '../environment.js'
import { runner } from '../execute.js'
import { findAdoptable } from '../find-adoptable.js'
import type { GeneratedClip } from '../generated-clip.schema.js'
import { generatedClipSchema } from '../generated-clip.schema.js'
import { givenScenesUnder } from '../given-scenes.schema.js'
import { OPTIONS, parseOptions, parseSceneRef } from '../input.schema.js'

/** Options of {@link SceneMethods.reject}. */
export interface RejectOptions extends CommandOptions {
  /** What is wrong with the video, in words. */
  readonly reason: string
}

/** Options of {@link SceneMethods.restore}. */
export interface RestoreOptions extends CommandOptions {
  /** The key of the earlier clip. */
  readonly key: string
}

/** Options of {@link SceneMethods.setSceneStatus}. */
export interface SetSceneStatusOptions extends ReasonOptions {
  readonly status: SceneStatus
  /** The status that the caller saw. */
  readonly expected?: SceneStatus
}

/** What people do with one scene. */
export interface SceneMethods {
  /**
   * Edits what a scene is made from, whatever its status; `null` removes, and what is not named stays. A worker that is at
   * the scene goes on with what it read. Refused for `durationSeconds` when the scene has a video: trim that instead.
   */
  editScene(
    projectId: string,
    sequence: number,
    changes: SceneChangesInput,
    options?: CommandOptions,
  ): Promise<Scene>
  /**
   * Makes a video by hand the scene's video, from bytes or from an object that is in the bucket already. The earlier clips go
   * to history, and a worker at the scene is shut out. Without `durationSeconds` there are no trim points.
   * @throws SceneError `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE`, `BODY_STALLED`; `REFUSED` for the key of something
   * else (`unfit-key`) or a clip of another scene (`not-adoptable`).
   * @example
   * const byHand = await scenes.upload('91cf', 1, { body: new Uint8Array(8), durationSeconds: 4 })
   * byHand.status // 'completed'
   * byHand.trimPoints // { in: 0, out: 4 }
   */
  upload(projectId: string, sequence: number, clip: GeneratedClip, options?: CommandOptions): Promise<Scene>
  /**
   * Sets a clip that was made from the scene's video: a trimmed one, or a lip-synced one. The clip it replaces goes to
   * history, and so does a lip-synced clip when the scene is trimmed anew: it was made from another cut.
   * @throws SceneError `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE`, `BODY_STALLED`; `REFUSED` when the scene has no video
   * (`no-video`) or another than the clip was made from (`video-changed`), and for the key of something else (`unfit-key`).
   */
  setClip(projectId: string, sequence: number, clip: ClipToSet, options?: CommandOptions): Promise<Scene>
  /**
   * Turns a bad video down: the scene becomes `failed` with the reason as its error, its clips go to history, and a worker at
   * it is shut out. Refused while the film is composed.
   */
  reject(projectId: string, sequence: number, options: RejectOptions): Promise<Scene>
  /**
   * Makes an earlier original clip of the scene its video again; the present ones go to history, and a worker at it is shut
   * out. Calling it again changes nothing.
   * @throws SceneError `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_UNREACHABLE`; `REFUSED` for a key that history does not know
   * (`not-in-history`) or that another scene uses (`not-adoptable`).
   */
  restore(projectId: string, sequence: number, options: RestoreOptions): Promise<Scene>
  /**
   * Sets the status of a scene by hand, for operators: clips and claims stay as they are. Refused when a worker is at it
   * (`claimed`), when the status is another than `expected` (`status-changed`), and for a status that does not agree with the
   * video (`status-disagrees`); the permissive policy refuses only the second.
   */
  setSceneStatus(projectId: string, sequence: number, options: SetSceneStatusOptions): Promise<Scene>
  /** Takes a scene back to `pending` to be generated again; its clips go to history, and a worker at it is shut out. */
  reset(projectId: string, sequence: number, options?: ReasonOptions): Promise<Scene>
  /** Takes a failed scene back to `pending`. */
  retry(projectId: string, sequence: number, options?: ReasonOptions): Promise<Scene>
  /**
   * Records a finished clip that nobody recorded: the one whose making is beyond doubt or, on request, the one at `key`.
   */
  adopt(
    projectId: string,
    sequence: number,
    options?: ReasonOptions & { readonly key?: string },
  ): Promise<Scene>
}

/** See {@link SceneMethods}. */
export function sceneMethods(environment: Environment): SceneMethods {
  const run = runner(environment)
  return {
    async reset(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { reason, ...options } = parseOptions(OPTIONS.reason, given)
      return run(commands.reset(ref), { ...(reason !== undefined && { reason }) }, options)
    },

    async retry(projectId, sequence, given) {
      const command = commands.retry(parseSceneRef(projectId, sequence))
      const { reason, ...options } = parseOptions(OPTIONS.reason, given)
      return run(command, { ...(reason !== undefined && { reason }) }, options)
    },

    async adopt(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { key, reason, ...options } = parseOptions(OPTIONS.adopt, given)
      const requested = key === undefined ? undefined : toObjectKey(key)
      const found = await findAdoptable(environment, ref, requested)
      return run(commands.adopt(ref), { ...found, ...(reason !== undefined && { reason }) }, options)
    },

    async editScene(projectId, sequence, changes, given) {
      const command = commands.editScene(parseSceneRef(projectId, sequence))
      const checked = parseInput(givenScenesUnder(environment.policy).changes, changes, 'changes')
      return run(command, checked, parseOptions(OPTIONS.command, given))
    },

    async upload(projectId, sequence, clip, given) {
      const ref = parseSceneRef(projectId, sequence)
      const checked = parseInput(generatedClipSchema, clip, 'clip')
      const options = parseOptions(OPTIONS.command, given)
      return uploadClip(environment, ref, checked, options)
    },

    async setClip(projectId, sequence, clip, given) {
      const ref = parseSceneRef(projectId, sequence)
      const checked = parseClipToSet(clip)
      return setClip(environment, ref, checked, parseOptions(OPTIONS.command, given))
    },

    async reject(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { reason, ...options } = parseOptions(OPTIONS.reject, given)
      return run(commands.reject(ref), { reason }, options)
    },

    async restore(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { key, ...options } = parseOptions(OPTIONS.restore, given)
      return restoreClip(environment, ref, key, options)
    },

    async setSceneStatus(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { status, expected, reason, ...options } = parseOptions(OPTIONS.setSceneStatus, given)
      const input = { status, ...givenFields({ expected, reason }) }
      return run(commands.setSceneStatus(ref), input, options)
    },
  }
}
