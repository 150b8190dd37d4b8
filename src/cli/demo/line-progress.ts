import type { Clock } from '../../index.js'
import type { EventText } from './describe-event.js'
import { fit } from '../text/fit-text.js'
import type { Terminal } from '../terminal/terminal.js'
import { WIDTH } from '../terminal/terminal.js'
import { timeOfDay } from '../text/time-of-day.js'
import { sequenceOf } from './worker-event.js'
import type { ProgressView, WorkerEvent } from './worker-event.js'

/** One line per event, for files and pipes. */
export function lineProgress(
  terminal: Terminal,
  clock: Clock,
  describe: (event: WorkerEvent) => EventText,
): ProgressView {
  return {
    report: (worker, event) => {
      const { text, style } = describe(event)
      const sequence = sequenceOf(event)
      const scene = sequence === undefined ? '' : `scene ${sequence}`
      const line = fit(`  ${timeOfDay(clock.now())}  ${worker}  ${scene.padEnd(10)}  ${text}`, WIDTH)
      terminal.print(style === undefined ? line : terminal.paint(style, line))
    },
    close: () => undefined,
  }
}
