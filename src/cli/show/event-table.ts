import type { SceneEvent } from '../../index.js'
import type { Column, TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'
import { dateAndTime } from '../text/date-and-time.js'
import { describeHistoryEvent, scenesOf } from './describe-history.js'

const COLUMNS: readonly Column<SceneEvent>[] = [
  { heading: 'time (UTC)', width: 19, text: ({ time }) => dateAndTime(time), style: () => 'dim' },
  { heading: 'scene', align: 'right', text: scenesOf },
  { heading: 'who', text: ({ actor }) => (actor.length > 16 ? `${actor.slice(0, 15)}…` : actor) },
  { heading: 'what', rest: 'wrap', text: describeHistoryEvent },
]

/** A table of events. */
export function eventTable(events: readonly SceneEvent[], options: TableOptions): string[] {
  return formatTable(COLUMNS, events, options)
}
