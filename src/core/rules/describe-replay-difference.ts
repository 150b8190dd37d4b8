import type { Clips } from '../model/scene.js'
import { CLIP_NAMES } from '../model/scene.js'
import type { Counters } from './counters.js'
import { CLIP_WORDS } from './describe-finding.js'
import type { ReplayDifference } from './replay-differences.js'

/**
 * A difference between a project's events and its records in a sentence: the thing and both facts.
 * @example
 * const scene = { sequence: 7, savedByOthers: true }
 * describeReplayDifference({ kind: 'scene-status', ...scene, replayed: 'completed', stored: 'pending' })
 * // 'scene 7 is pending, its events say completed; another system saved it since'
 */
export function describeReplayDifference(difference: ReplayDifference): string {
  switch (difference.kind) {
    case 'scene-gone':
      return `scene ${difference.sequence} was added and not removed by any event, and there is no record of it`
    case 'scene-unknown':
      return `scene ${difference.sequence} is there, and no event added it, or one removed it${others(difference)}`
    case 'scene-status':
      return `scene ${difference.sequence} is ${difference.stored}, its events say ${difference.replayed}${others(difference)}`
    case 'scene-clips':
      return `scene ${difference.sequence} has ${clips(difference.stored)}, its events say ${clips(difference.replayed)}${others(difference)}`
    case 'scene-order':
      return `scene ${difference.sequence} counts its events to ${difference.stored}, the last one found is ${difference.replayed}`
    case 'project-status':
      return `the project is ${difference.stored}, its events say ${difference.replayed}${others(difference)}`
    case 'project-order':
      return `the project counts its events to ${difference.stored}, the last one found is ${difference.replayed}`
    case 'final-output':
      return `the film is ${difference.stored ?? 'not there'}, the events say ${difference.replayed ?? 'there is none'}${others(difference)}`
    case 'counters':
      return `the project counts ${counts(difference.stored)}, its events ${counts(difference.replayed)}${others(difference)}`
  }
}

function others({ savedByOthers }: { readonly savedByOthers: boolean }): string {
  return savedByOthers ? '; another system saved it since' : ''
}

function clips(keys: Clips): string {
  const present = CLIP_NAMES.flatMap((name) => {
    const key = keys[name]
    return key === undefined ? [] : [`${CLIP_WORDS[name]} ${key}`]
  })
  return present.length === 0 ? 'no clips' : `the clips ${present.join(', ')}`
}

function counts({ sceneCount, completedScenes, failedScenes }: Counters): string {
  return `${sceneCount} scenes, ${completedScenes} completed, ${failedScenes} failed`
}
