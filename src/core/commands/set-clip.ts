import type { ObjectKey } from '../model/object-key.js'
import { isSame } from '../model/patch.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene, TrimPoints } from '../model/scene.js'
import { trimmedSeconds } from '../model/trim.js'
import { mayBeClip } from '../rules/clip-keys.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/** What every clip made from a scene's video is set with. The object was checked: it exists and has bytes. */
export interface DerivedClip {
  readonly key: ObjectKey
  /** The key of the original that the clip was made from. */
  readonly madeFrom: string
  /** Keys that clips of other scenes of the project use. */
  readonly usedByOthers: ReadonlySet<string>
}

/** Input of {@link decideSetClip}. */
export type SetClipInput =
  | (DerivedClip & {
      readonly clip: 'working'
      /** Fit, see `trimProblem`. */
      readonly trimPoints: TrimPoints
    })
  | (DerivedClip & {
      readonly clip: 'lipSynced'
      /** The provider's job that made it. */
      readonly jobId?: string
    })

/**
 * Sets a clip that was made from the scene's video: a trimmed one with its trim points, or a lip-synced one. Refused when
 * the scene has another video by now. The clip it replaces goes to history. Nothing changes when all is so already.
 */
export function decideSetClip(
  state: SceneRecords,
  input: SetClipInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const { sequence, clips } = scene
  const { clip, key, madeFrom, usedByOthers } = input
  if (clips.original === undefined) return refuse({ kind: 'no-video', sequence })
  if (clips.original !== madeFrom) {
    return refuse({ kind: 'video-changed', sequence, madeFrom, current: clips.original })
  }
  if (!mayBeClip(scene, clip, key)) return refuse({ kind: 'unfit-key', sequence, key })
  if (key !== clips.original && usedByOthers.has(key)) {
    return refuse({ kind: 'not-adoptable', sequence, key, obstacle: 'in-use' })
  }
  const after = withClip(scene, input)
  if (isSame(scene, after)) return { ok: true, result: scene }
  return sceneChange(state, context, {
    scene: after,
    event: {
      type: 'clip-set',
      ...(input.clip === 'working' && { durationSeconds: trimmedSeconds(input.trimPoints) }),
      ...(input.clip === 'lipSynced' && input.jobId !== undefined && { jobId: input.jobId }),
    },
    result: (committed) => committed,
  })
}

function withClip(scene: Scene, input: SetClipInput): Scene {
  const { key } = input
  switch (input.clip) {
    case 'working': {
      const { trimPoints } = input
      const isSame = scene.clips.working === key && isSameCut(scene.trimPoints, trimPoints)
      // Made from another cut, and the film would take it rather than this one.
      const { lipSynced, ...clips } = scene.clips
      const kept = isSame && lipSynced !== undefined && { lipSynced }
      return {
        ...scene,
        clips: { ...clips, working: key, ...kept },
        trimPoints,
        durationSeconds: trimmedSeconds(trimPoints),
      }
    }
    case 'lipSynced': {
      const job = input.jobId !== undefined && { lipsyncJobId: input.jobId }
      return { ...scene, clips: { ...scene.clips, lipSynced: key }, ...job }
    }
  }
}

function isSameCut(a: TrimPoints | undefined, b: TrimPoints): boolean {
  return a?.in === b.in && a.out === b.out
}
