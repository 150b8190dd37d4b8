import type { EventText } from './describe-event.js'
import { fit } from '../text/fit-text.js'
import type { SimulatedClock } from './simulated-clock.js'
import type { Terminal } from '../terminal/terminal.js'
import { WIDTH } from '../terminal/terminal.js'
import { timeOfDay } from '../text/time-of-day.js'
import { sequenceOf } from './worker-event.js'
import type { ProgressView, WorkerEvent } from './worker-event.js'

/** What the screen says about one scene. */
interface Row extends EventText {
  readonly worker: string
  readonly isOver: boolean
  /** Something goes on since then; missing when it is over. */
  readonly sinceMs?: number
  /** Something is waited for until then. */
  readonly untilMs?: number
}

const UP = (lines: number) => (lines === 0 ? '' : `\u001b[${lines}A`)
const CLEAR_DOWN = '\r\u001b[J'
const TIMING_WIDTH = 10
const SPINNER = ['|', '/', '-', '\\']

/** A line per scene, drawn anew in place while time passes. */
export class LiveProgress implements ProgressView {
  readonly #terminal: Terminal
  readonly #clock: SimulatedClock
  readonly #describe: (event: WorkerEvent) => EventText
  readonly #rows = new Map<number, Row>()
  #drawn = 0
  #frame = 0

  constructor(terminal: Terminal, clock: SimulatedClock, describe: (event: WorkerEvent) => EventText) {
    this.#terminal = terminal
    this.#clock = clock
    this.#describe = describe
    terminal.hideCursor()
    clock.onTick = () => {
      this.#draw()
    }
  }

  report(worker: string, event: WorkerEvent): void {
    const sequence = sequenceOf(event)
    if (event.type === 'selected') this.#begin(event)
    else if (event.type === 'died') this.#bury(worker, event)
    else if (sequence !== undefined && !this.#isBeside(event))
      this.#rows.set(sequence, this.#rowOf(worker, event))
    this.#draw()
  }

  close(): void {
    this.#draw()
    this.#clock.onTick = undefined
    this.#terminal.showCursor()
  }

  #begin({ selected }: Extract<WorkerEvent, { type: 'selected' }>): void {
    for (const { sequence } of selected) {
      if (!this.#rows.has(sequence))
        this.#rows.set(sequence, { worker: '', isOver: false, text: 'waits for its turn' })
    }
  }

  /** A death is worth a line that stays. */
  #bury(worker: string, event: WorkerEvent): void {
    const { text } = this.#describe(event)
    const scene = `scene ${sequenceOf(event) ?? ''}`
    const line = fit(`  ${timeOfDay(this.#clock.now())}  ${worker}, at ${scene}, ${text}`, WIDTH)
    this.#terminal.write(UP(this.#drawn) + CLEAR_DOWN)
    this.#drawn = 0
    this.#terminal.print(this.#terminal.paint('red', line))
    for (const [sequence, row] of this.#rows) {
      if (row.worker !== worker || row.sinceMs === undefined) continue
      this.#rows.set(sequence, {
        worker,
        isOver: false,
        text: 'dead, and its claim still runs',
        style: 'red',
      })
    }
  }

  /** Whether the line that another worker gave the scene says more about it. */
  #isBeside(event: WorkerEvent): boolean {
    if (event.type === 'waiting') return this.#rows.get(event.sequence)?.isOver === true
    return event.type === 'finished' && event.result.outcome === 'skipped'
  }

  #rowOf(worker: string, event: WorkerEvent): Row {
    const nowMs = this.#clock.now()
    const row = { worker, isOver: event.type === 'finished', ...this.#describe(event) }
    if (row.isOver) return row
    if (event.type === 'held') return { ...row, sinceMs: nowMs, untilMs: event.untilMs }
    return { ...row, sinceMs: nowMs, ...('waitMs' in event && { untilMs: nowMs + event.waitMs }) }
  }

  #draw(): void {
    const { paint } = this.#terminal
    const width = Math.min(WIDTH, this.#terminal.columns() - 1)
    const nowMs = this.#clock.now()
    const spinner = SPINNER[this.#frame++ % SPINNER.length] ?? ''
    const lines = [...this.#rows].map(([sequence, row]) => {
      const timing = row.sinceMs === undefined ? '' : `${timingOf(row, nowMs)} ${spinner}`
      const text = `  scene ${String(sequence).padEnd(4)}  ${row.worker.padEnd(8)}  ${row.text}`
      const room = width - TIMING_WIDTH
      const line = fit(text, room).padEnd(room) + timing.padStart(TIMING_WIDTH)
      return row.style === undefined ? line : paint(row.style, line)
    })
    const going = [...this.#rows.values()].filter(({ isOver }) => !isOver).length
    const settled = `${this.#rows.size - going} of ${this.#rows.size} settled`
    const clock = paint('dim', fit(`  ${timeOfDay(nowMs)}  ${settled}`, width))
    const block = [...lines, clock].map((line) => `${line}\n`).join('')
    this.#terminal.write(UP(this.#drawn) + CLEAR_DOWN + block)
    this.#drawn = lines.length + 1
  }
}

function timingOf({ sinceMs = 0, untilMs }: Row, nowMs: number): string {
  if (untilMs !== undefined) return `in ${Math.max(0, Math.ceil((untilMs - nowMs) / 1_000))} s`
  return `${Math.floor((nowMs - sinceMs) / 1_000)} s`
}
