import { styleText } from 'node:util'

/** The styles that the demo uses. */
export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'

/** Text in a style, or as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string

/** Columns that the demo never exceeds. */
export const WIDTH = 79

const HIDE_CURSOR = '\u001b[?25l'
const SHOW_CURSOR = '\u001b[?25h'

/** Where the demo writes to. */
export interface Terminal {
  /** Lines can be drawn anew in place. */
  readonly isLive: boolean
  /** Width in characters; it changes when the window does. */
  readonly columns: () => number
  readonly paint: Paint
  readonly print: (line?: string) => void
  readonly write: (text: string) => void
  readonly hideCursor: () => void
  readonly showCursor: () => void
}

/** The terminal of this process; plain text where standard output is none. */
export function openTerminal(): Terminal {
  const { stdout, env } = process
  const isLive = stdout.isTTY && env['TERM'] !== 'dumb'
  const coloured = isLive && (env['NO_COLOR'] ?? '') === ''
  const write = (text: string) => {
    stdout.write(text)
  }
  const showCursor = () => {
    if (isLive) write(SHOW_CURSOR)
  }
  endQuietly(showCursor)
  return {
    isLive,
    columns: () => (stdout.isTTY ? stdout.columns : WIDTH + 1),
    paint: (style, text) => (coloured ? styleText(style, text) : text),
    print: (line = '') => {
      write(`${line}\n`)
    },
    write,
    hideCursor: () => {
      if (isLive) write(HIDE_CURSOR)
    },
    showCursor,
  }
}

/** A reader who has seen enough (`| head`) and Ctrl-C are no errors. */
function endQuietly(restore: () => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      restore()
      process.stdout.write('\n', () => process.exit(code))
    })
  }
}
