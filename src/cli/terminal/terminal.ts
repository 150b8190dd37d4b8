import type { CliProcess } from '../cli-process.js'
import { columnsOf } from './columns-of.js'
import { inColours, plain } from './paint.js'
import type { Paint } from './paint.js'
import { ProgressLine } from './progress-line.js'

/** Columns that output keeps to where it goes to no terminal, and that the demo never exceeds. */
export const WIDTH = 79

/** Wider lines are hard to read, and in narrower ones there is no room for a table: the terminal breaks them. */
const [NARROWEST, WIDEST] = [40, 120]

const HIDE_CURSOR = '\u001b[?25l'
const SHOW_CURSOR = '\u001b[?25h'

/** Where results go, to standard output, and what is said beside them, to standard error. */
export interface Terminal {
  /** Lines can be drawn anew in place. */
  readonly isLive: boolean
  /** Columns of the terminal; they change when the window does. */
  readonly columns: () => number
  /** Columns that lines keep to. */
  readonly width: () => number
  readonly paint: Paint
  readonly print: (line?: string) => void
  readonly write: (text: string) => void
  readonly hideCursor: () => void
  readonly showCursor: () => void
  /** A line beside the results. */
  readonly note: (line: string) => void
  /** How far the work is; `undefined` takes it away. */
  readonly progress: (text: string | undefined) => void
}

/** The terminal of a process; plain text where standard output is none. */
export function openTerminal({
  stdout,
  stderr,
  env,
}: Pick<CliProcess, 'stdout' | 'stderr' | 'env'>): Terminal {
  const isLive = stdout.isTTY === true && env['TERM'] !== 'dumb'
  const isColoured = isLive && (env['NO_COLOR'] ?? '') === ''
  const progressLine = new ProgressLine(stderr, stderr.isTTY === true && env['TERM'] !== 'dumb')
  let isCursorHidden = false
  const columns = () => columnsOf(stdout)
  const write = (text: string) => {
    progressLine.hide()
    stdout.write(text)
  }
  return {
    isLive,
    columns,
    width: () => Math.max(NARROWEST, Math.min(WIDEST, columns() - 1)),
    paint: isColoured ? inColours : plain,
    print: (line = '') => {
      write(`${line}\n`)
    },
    write,
    hideCursor: () => {
      if (isLive) write(HIDE_CURSOR)
      isCursorHidden = isLive
    },
    showCursor: () => {
      if (isCursorHidden) write(SHOW_CURSOR)
      isCursorHidden = false
    },
    note: (line) => {
      progressLine.hide()
      stderr.write(`${line}\n`)
    },
    progress: (text) => {
      progressLine.show(text)
    },
  }
}
