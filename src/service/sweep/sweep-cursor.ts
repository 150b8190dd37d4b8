import { SceneError } from '../../core/model/error.js'
import type { SweepOptions } from './sweep-options.js'
import type { DemotionTally } from './safety-stop.js'
import { sweepPlaceSchema } from './sweep-cursor.schema.js'

/** Where a sweep is. */
export interface SweepPlace {
  /** The listing that it is in, as an index into those of the options; past the last when all were walked. */
  readonly listing: number
  /** The store's own cursor of the page that it is in; missing on the first. */
  readonly page?: string
  /**
   * Projects of the page up to which all are over, the last ones, in the order of the page. Several, as one alone may have left
   * the listing when the page is read again.
   */
  readonly after: readonly string[]
  /** Projects whose repair was held back. */
  readonly heldBack: readonly string[]
  /** What the safety stop goes by. */
  readonly tally: DemotionTally
}

/** Where every sweep begins. */
export const BEGINNING: SweepPlace = {
  listing: 0,
  after: [],
  heldBack: [],
  tally: { scenesSeen: 0, objectsSeen: 0, demotions: 0 },
}

/** What a cursor belongs to: going on with other options would leave projects out, or only half done. */
type OwnOptions = Pick<SweepOptions, 'statuses' | 'repair' | 'kinds' | 'segment' | 'unreferenced'>

/** The place as a text. */
export function toSweepCursor(place: SweepPlace, options: OwnOptions): string {
  return JSON.stringify({ version: 1, options: ownOf(options), ...place })
}

/**
 * The place that a cursor says.
 * @throws SceneError `INVALID_INPUT` for a text that is no cursor, and one of a sweep with other options.
 */
export function fromSweepCursor(cursor: string, options: OwnOptions): SweepPlace {
  const parsed = sweepPlaceSchema.safeParse(jsonOf(cursor))
  if (!parsed.success) throw invalid(cursor, 'must be one that a sweep gave')
  const { version: _version, options: own, ...place } = parsed.data
  if (own === ownOf(options)) return place
  const difference = `belongs to a sweep with ${own}; this one has ${ownOf(options)}. Use the same options, or begin anew without a cursor`
  throw invalid(cursor, difference)
}

/** The options as they stand in a cursor: those that say the same read the same. */
function ownOf({ statuses, repair = false, kinds, segment, unreferenced = false }: OwnOptions): string {
  const share = segment === undefined ? 'all' : `segment ${segment.index} of ${segment.of}`
  const repaired = kinds === undefined ? 'repair' : `repair of ${[...new Set(kinds)].sort().join(', ')}`
  return [
    statuses === undefined ? 'every project' : `projects listed as ${statuses.join(', ')}`,
    share,
    repair ? repaired : 'audit',
    ...(unreferenced ? ['unreferenced objects'] : []),
  ].join('; ')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function invalid(cursor: string, rule: string): SceneError {
  return new SceneError('INVALID_INPUT', `cursor ${rule}`, { input: 'cursor', value: cursor.slice(0, 100) })
}
