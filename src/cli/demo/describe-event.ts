import { describeRefusal, describeSkip } from '../../index.js'
import type { Refusal, SceneOutcome, SkipReason } from '../../index.js'
import { messageOf } from '../text/message-of.js'
import { nameScenes } from '../text/name-scenes.js'
import type { Style } from '../terminal/paint.js'
import { timeOfDay } from '../text/time-of-day.js'
import type { WorkerEvent } from './worker-event.js'

/** Words for an event, and the style that tells how good it is. */
export interface EventText {
  readonly text: string
  readonly style?: Style
}

/** Says in a few words what happened. */
export function describeEvent(event: WorkerEvent, wasResumed: (jobId: string) => boolean): EventText {
  switch (event.type) {
    case 'selected':
      return {
        text:
          event.selected.length === 0 ? 'nothing to do' : `wants ${nameScenes(event.selected).toLowerCase()}`,
      }
    case 'claimed':
      return { text: `claimed, attempt ${event.attempt}` }
    case 'submitted':
      return wasResumed(event.jobId)
        ? { text: `takes over ${event.jobId}, which is paid for`, style: 'green' }
        : { text: `generating as ${event.jobId}` }
    case 'uploading':
      return { text: 'uploading' }
    case 'waiting':
      return {
        text: `clip found; waits ${seconds(event.waitMs)} for its worker`,
        style: 'yellow',
      }
    case 'retrying':
      return { text: `${messageOf(event.error)}; again in ${seconds(event.waitMs)}`, style: 'yellow' }
    case 'finished':
      return describeOutcome(event.result)
    case 'died':
      return { text: 'dies: its clip is uploaded, but not recorded', style: 'red' }
    case 'held':
      return { text: `held by ${event.owner} until ${timeOfDay(event.untilMs)}; waits`, style: 'yellow' }
  }
}

function describeOutcome(result: SceneOutcome): EventText {
  switch (result.outcome) {
    case 'generated':
      return { text: 'recorded: it has a video', style: 'green' }
    case 'adopted':
      return { text: 'adopted a finished clip, nothing paid', style: 'green' }
    case 'skipped':
      return { text: `left out: ${shortReason(result.reason)}`, style: 'dim' }
    case 'failed':
      return { text: `failed: ${messageOf(result.error)}`, style: 'red' }
    case 'claim-lost':
      return { text: 'somebody else took the scene over', style: 'yellow' }
    case 'aborted':
      return { text: 'aborted', style: 'yellow' }
    case 'unrecorded':
      return { text: `not recorded: ${messageOf(result.error)}`, style: 'red' }
    case 'untouched':
      return { text: `not looked at: ${messageOf(result.error)}`, style: 'red' }
  }
}

/** The lease's end matters to those who wait for it, and is told then. */
function shortReason(reason: SkipReason | Refusal): string {
  switch (reason.kind) {
    case 'claimed':
      return `${reason.owner} is generating it`
    case 'has-video':
    case 'foreign-claim':
    case 'status-skipped':
    case 'not-requested':
      return describeSkip(reason)
    default:
      return describeRefusal(reason)
  }
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.round(ms / 1_000))} s`
}
