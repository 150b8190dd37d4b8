import type { EventType, SceneEvent } from '../../index.js'
import { lengthOfVideo } from '../text/length-of-video.js'

const HEADLINES: Readonly<Record<EventType, string>> = {
  'project-created': 'the project was created',
  'scenes-added': 'added',
  'video-generation-started': 'generating videos started',
  'scene-claimed': 'claimed',
  'job-submitted': 'submitted to the provider',
  'scene-completed': 'completed',
  'scene-failed': 'failed',
  'claim-released': 'the claim was given back',
  'scene-reset': 'reset, to be generated again',
  'scene-retried': 'to be tried again',
  'clip-adopted': 'a finished clip was adopted',
  'clip-uploaded': 'a video was uploaded by hand',
  'clip-set': 'a clip was set',
  'clip-restored': 'an earlier clip was restored',
  'scene-rejected': 'the video was rejected',
  'scene-status-set': 'the status was set by hand',
  'scene-edited': 'edited',
  'scene-removed': 'removed',
  'scene-repaired': 'repaired',
  'scenes-reordered': 'put into another order',
  'intent-started': 'a change in steps was begun',
  'intent-advanced': 'a change in steps went on',
  'project-edited': 'the project was edited',
  'project-status-set': 'the status was set by hand',
  'project-repaired': 'the project was repaired',
  'counters-recounted': 'the counters were recounted',
  'scene-generation-started': 'writing scenes started',
  'scene-generation-finished': 'writing scenes finished',
  'scene-generation-failed': 'writing scenes failed',
  'composition-started': 'composing the film started',
  'composition-finished': 'composing the film finished',
  'composition-failed': 'composing the film failed',
}

/** What an event says, in words; who did it, when and to which scene stands beside it. */
export function describeHistoryEvent(event: SceneEvent): string {
  const { type, attempt, jobId, durationSeconds, findings, reason } = event
  const headline = [
    HEADLINES[type],
    ...(attempt === undefined ? [] : [`attempt ${attempt}`]),
    ...(jobId === undefined ? [] : [`job ${jobId}`]),
    ...(durationSeconds === undefined ? [] : [lengthOfVideo(durationSeconds)]),
  ].join(', ')
  const details = [
    ...moveOf(event),
    ...(findings === undefined || findings.length === 0 ? [] : [findings.join(', ')]),
    ...clipsOf(event),
    ...projectMoveOf(event),
  ]
  return [headline, ...details].join('; ') + (reason === undefined ? '' : `: ${reason}`)
}

/** The scenes that an event is about. */
export function scenesOf({ sequence, sequences = [] }: SceneEvent): string {
  if (sequence !== undefined) return String(sequence)
  const [first, ...rest] = sequences
  const last = rest.at(-1)
  if (first === undefined) return '-'
  return last === undefined ? String(first) : `${first}…${last}`
}

function moveOf({ from, to }: SceneEvent): string[] {
  return to === undefined || from === to ? [] : [from === undefined ? to : `${from} → ${to}`]
}

function clipsOf({ clips, clipsSuperseded = [], finalOutput }: SceneEvent): string[] {
  const gone = clipsSuperseded.map(({ clip, key }) => `${clip} ${nameOf(key)} to history`)
  const original = clips?.original
  return [
    ...(original === undefined ? [] : [`clip ${nameOf(original)}`]),
    ...gone,
    ...(finalOutput === undefined ? [] : [`film ${nameOf(finalOutput)}`]),
  ]
}

function projectMoveOf({ project }: SceneEvent): string[] {
  return project === undefined || project.from === project.to
    ? []
    : [`the project: ${project.from} → ${project.to}`]
}

/** The end of a key: the folder is that of the scene. The query of a URL in its place may carry a signature, and stays out. */
function nameOf(key: string): string {
  const [bare = '', ...query] = key.split(/[?#]/)
  return `${bare.split('/').at(-1) ?? bare}${query.length === 0 ? '' : '?…'}`
}
