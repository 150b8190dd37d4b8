import type { Scene } from '../../index.js'
import { hasVideo } from '../../index.js'
import type { Paint } from '../terminal/paint.js'
import type { Column } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'
import { wrap } from '../text/fit-text.js'
import { lengthOfVideo } from '../text/length-of-video.js'
import { NOTHING_WRITTEN } from '../text/nothing-written.js'
import { plural } from '../text/plural.js'
import type { Estimate } from './estimate.js'
import { describeEstimate } from './estimate.js'

/** A scene before a command and after it, or why it was not done. */
export type SceneOutcome = { readonly sequence: number; readonly before: Scene } & (
  { readonly after: Scene } | { readonly error: Error }
)

/** How the outcomes of a command are told. */
export interface OutcomeOptions {
  readonly paint: Paint
  readonly width: number
  readonly isApplied: boolean
  /** Of what happens to a scene, such as `reset`. */
  readonly done: string
  /** What generating the videos again takes that scenes lose; missing where none does. */
  readonly cost: Estimate | undefined
}

/** What became of scenes, or would. */
export function outcomeLines(outcomes: readonly SceneOutcome[], options: OutcomeOptions): string[] {
  const { paint, width, isApplied, done, cost } = options
  const count = outcomes.filter((outcome) => 'after' in outcome).length
  const refused = outcomes.length - count
  const summary = isApplied
    ? `${plural(count, 'scene')} ${done}`
    : `${plural(count, 'scene')} would be ${done}`
  const columns: readonly Column<SceneOutcome>[] = [
    { heading: 'scene', align: 'right', text: ({ sequence }) => String(sequence) },
    { heading: isApplied ? 'was' : 'is', text: ({ before }) => stateOf(before) },
    {
      heading: isApplied ? 'is' : 'would be',
      rest: 'wrap',
      text: (outcome) =>
        'after' in outcome ? stateAfter(outcome) : outcome.error.message.replace(/^project \S+: /, ''),
      style: (outcome) => ('after' in outcome ? 'green' : 'red'),
    },
  ]
  return [
    ...(outcomes.length === 0 ? [] : [...formatTable(columns, outcomes, { paint, width, indent: '' }), '']),
    `${summary}${refused === 0 ? '' : `, ${refused} ${isApplied ? 'not' : 'would not'}`}.`,
    ...(cost === undefined || cost.scenes === 0
      ? []
      : wrap(
          `Generating again: ${describeEstimate(cost)}. The clips stay in the bucket and in the history.`,
          width,
        )),
    ...(isApplied || count === 0 ? [] : [NOTHING_WRITTEN]),
  ]
}

function stateOf({ status, durationSeconds, ...scene }: Scene): string {
  if (!hasVideo(scene)) return `${status}, no video`
  return `${status}, ${durationSeconds === undefined ? 'a video' : `${lengthOfVideo(durationSeconds)} of video`}`
}

/** The state after, with the clip where it is another. */
function stateAfter({ before, after }: { readonly before: Scene; readonly after: Scene }): string {
  const { original } = after.clips
  const isNew = original !== undefined && original !== before.clips.original
  return stateOf(after) + (isNew ? `: ${original.split('/').at(-1) ?? ''}` : '')
}
