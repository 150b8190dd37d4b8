import { columnsIn } from '../text/cells.js'
import { fit, wrap } from '../text/fit-text.js'
import type { Paint, Style } from './paint.js'

/** One column of a table. */
export interface Column<Row> {
  readonly heading: string
  /** Characters; longer text is cut. Missing: as wide as its longest text. */
  readonly width?: number
  /** It takes what the others leave of the line: longer text is cut, or goes on in more lines. */
  readonly rest?: 'cut' | 'wrap'
  readonly align?: 'right'
  readonly text: (row: Row) => string
  readonly style?: (row: Row) => Style | undefined
}

/** How a table is drawn. */
export interface TableOptions {
  readonly paint: Paint
  /** Characters of a line, the indent included. */
  readonly width: number
  /** Default: two spaces. */
  readonly indent?: string
  /** Without headings and rule, where many small tables follow each other. */
  readonly isBare?: boolean
}

const GAP = '  '
/** Less than this says nothing: what would be cut is left out, and what would be broken goes below its row. */
const NARROWEST = { cut: 12, wrap: 24 } as const
const BELOW = '    '

/** The lines of a table: headings, a rule, and a line for each row. */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { paint, width, indent = '  ', isBare = false }: TableOptions,
): string[] {
  const widths = widthsOf(columns, rows, width - indent.length)
  const drawn = columns
    .map((column, at) => ({ column, width: widths[at] ?? 0 }))
    .filter(({ width }) => width > 0)
  const headings = drawn.map(({ column, width }) => pad(column.heading, column, width))
  const rules = drawn.map(({ width }) => '─'.repeat(width))
  const below = columns.filter(({ rest }, at) => rest === 'wrap' && widths[at] === 0)
  const body = rows.flatMap((row) => [
    ...linesOf(row, drawn, paint),
    ...below
      .map(({ text }) => text(row))
      .filter((text) => text !== '')
      .flatMap((text) => wrap(text, width - indent.length - BELOW.length).map((line) => BELOW + line)),
  ])
  const head = isBare ? [] : [headings.join(GAP).trimEnd(), rules.join(GAP)]
  return [
    ...head.map((line) => indent + paint('dim', line)),
    ...body.map((line) => (indent + line).trimEnd()),
  ]
}

interface Drawn<Row> {
  readonly column: Column<Row>
  readonly width: number
}

function linesOf<Row>(row: Row, drawn: readonly Drawn<Row>[], paint: Paint): string[] {
  const cells = drawn.map(({ column, width }) => {
    const text = column.text(row)
    const style = column.style?.(row)
    const lines = column.rest === 'wrap' ? wrap(text, width) : [text]
    return lines.map((line) => {
      const padded = pad(line, column, width)
      return style === undefined ? padded : paint(style, padded)
    })
  })
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, at) =>
    cells.map((lines, column) => lines[at] ?? ' '.repeat(drawn[column]?.width ?? 0)).join(GAP),
  )
}

/** The width of each column; 0 for one that takes the rest where too little of it is left. */
function widthsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number): number[] {
  const own = columns.map((column) => column.width ?? longest([column.heading, ...rows.map(column.text)]))
  const others = own.filter((_, at) => columns[at]?.rest === undefined)
  const left = width - others.reduce((sum, one) => sum + one + GAP.length, 0)
  return own.map((one, at) => {
    const rest = columns[at]?.rest
    if (rest === undefined) return one
    return left < Math.min(NARROWEST[rest], one) ? 0 : Math.min(one, left)
  })
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, columnsIn(text)), 0)
}

function pad<Row>(text: string, { align }: Column<Row>, width: number): string {
  const short = fit(text, width)
  const spaces = ' '.repeat(Math.max(0, width - columnsIn(short)))
  return align === 'right' ? spaces + short : short + spaces
}
