import type { FaultWay } from '@badapple/scenes/testing'
import type { Tally } from './tally.js'

const COMMIT_FAULTS: readonly FaultWay[] = [
  ...(['throttled', 'lost', 'late', 'repeated', 'conflict', 'lost-reply'] as const),
  ...(['crash', 'crash-sent', 'crash-after'] as const),
]
const READING_FAULTS: readonly FaultWay[] = [
  'throttled',
  'lost',
  'torn',
  'lost-reply',
  'crash',
  'crash-after',
]
const SNAPSHOT_FAULTS: readonly FaultWay[] = ['throttled', 'lost', 'lost-reply', 'crash', 'crash-after']
const LOOK_FAULTS: readonly FaultWay[] = ['lost', 'lost-reply', 'crash', 'crash-after']
const UPLOAD_FAULTS: readonly FaultWay[] = [
  ...(['lost', 'late', 'taken', 'lost-reply', 'crash', 'crash-sent', 'crash-after'] as const),
]

/** Every request with the faults that it must meet, by how often it is made. */
const OFTEN: Readonly<Record<string, readonly FaultWay[]>> = {
  'commit heartbeat': COMMIT_FAULTS,
  'commit scene-claimed': COMMIT_FAULTS,
  'commit job-submitted': COMMIT_FAULTS,
  'commit scene-completed': COMMIT_FAULTS,
  'load project': READING_FAULTS,
  'load scene': READING_FAULTS,
  'load isolated': SNAPSHOT_FAULTS,
  'find event': READING_FAULTS,
  'list objects': LOOK_FAULTS,
  stat: LOOK_FAULTS,
  upload: UPLOAD_FAULTS,
  sleep: ['crash'],
  think: ['crash'],
}

/** What happens in a few thousand runs, but meets every fault only in very many. */
const AT_TIMES: Readonly<Record<string, readonly FaultWay[]>> = Object.fromEntries(
  [
    ...(['scene-failed', 'claim-released', 'scene-reset', 'scene-retried', 'scene-rejected'] as const),
    ...(['clip-adopted', 'clip-uploaded', 'clip-set', 'scene-repaired', 'scene-edited'] as const),
    ...(['scenes-added', 'scene-removed', 'scenes-reordered', 'project-edited', 'project-repaired'] as const),
    ...([
      'counters-recounted',
      'scene-status-set',
      'project-status-set',
      'video-generation-started',
    ] as const),
    ...(['composition-started', 'composition-finished', 'composition-failed', 'clip-restored'] as const),
    ...(['scene-generation-started', 'scene-generation-finished', 'scene-generation-failed'] as const),
    ...(['intent-started', 'intent-advanced', 'intent-chunk'] as const),
  ].map((name) => [`commit ${name}`, COMMIT_FAULTS]),
)

const SELDOM: typeof OFTEN = { ...AT_TIMES, 'list projects': SNAPSHOT_FAULTS, 'read events': SNAPSHOT_FAULTS }

/** Runs from which every pair must have occurred. */
const MANY_RUNS = 200_000

/** The requests that a campaign of so many runs must have made, each with the faults that it must have met. */
export function requiredPairs(runs: number): Readonly<Record<string, readonly FaultWay[]>> {
  return runs >= MANY_RUNS ? { ...OFTEN, ...SELDOM } : OFTEN
}

/** Pairs that must occur, and did not. */
export function missingPairs({ runs, faults }: Tally): readonly string[] {
  return Object.entries(requiredPairs(runs))
    .flatMap(([request, all]) => all.map((fault) => `${request} ${fault}`))
    .filter((pair) => (faults[pair] ?? 0) === 0)
}
