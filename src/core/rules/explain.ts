import type { SkipReason } from '../model/refusal.js'
import type { Scene } from '../model/scene.js'
import type { SceneViewForSelection, SelectionOptions } from './selection.js'
import { skipReason } from './selection.js'
import { hasVideo } from './video.js'

/**
 * Says in words whether a scene will be generated, and why.
 * @throws SceneError as `selectForGeneration`.
 * @example
 * explain({ sequence: 2, originalVideoClipUrl: null })
 * // 'Scene 2 will be generated: it has no video.'
 */
export function explain(scene: Scene | SceneViewForSelection, options: SelectionOptions = {}): string {
  const reason = skipReason(scene, options)
  const sequence: unknown = scene.sequence
  const name = typeof sequence === 'number' ? `Scene ${sequence}` : 'The scene'
  if (reason !== undefined) return `${name} is left out: ${describeSkip(reason)}.${statusNote(scene)}`
  const again = 'clips' in scene ? hasVideo(scene) : Boolean(scene.originalVideoClipUrl)
  const why = again ? 'it has a video, and generating it again was asked for' : 'it has no video'
  return `${name} will be generated: ${why}.${statusNote(scene)}`
}

/** A reason in words, without a full stop. */
export function describeSkip(reason: SkipReason): string {
  switch (reason.kind) {
    case 'has-video':
      return 'it has a video'
    case 'claimed':
      return `${reason.owner} is generating it, its lease runs until ${reason.until}`
    case 'foreign-claim':
      return `it is processing without a claim, so another system may be generating it until ${reason.until}`
    case 'status-skipped':
      return `the policy leaves out scenes that are ${reason.status}`
    case 'not-requested':
      return 'other scenes were asked for'
  }
}

/** A remark where the status suggests something else than the clips. */
function statusNote(scene: Scene | SceneViewForSelection): string {
  if (!('clips' in scene)) return ''
  const agrees = (scene.status === 'completed') === hasVideo(scene)
  const usual = scene.status === 'pending' || scene.status === 'completed'
  const status: unknown = scene.status
  return (agrees && usual) || typeof status !== 'string'
    ? ''
    : ` Its status says ${status}, which does not decide this.`
}
