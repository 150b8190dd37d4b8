import { fit } from './fit-text.js'
import type { Paint, Style } from './terminal.js'

/** One column of a table. */
export interface Column<Row> {
  readonly heading: string
  /** Characters; longer text is cut. */
  readonly width: number
  readonly align?: 'right'
  readonly text: (row: Row) => string
  readonly style?: (row: Row) => Style | undefined
}

const GAP = '  '

/** The lines of a table: headings, a rule, and a line for each row. */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  paint: Paint,
): string[] {
  const headings = columns.map((column) => pad(column.heading, column))
  const rules = columns.map(({ width }) => '─'.repeat(width))
  const body = rows.map((row) =>
    columns.map((column) => {
      const style = column.style?.(row)
      const text = pad(column.text(row), column)
      return style === undefined ? text : paint(style, text)
    }),
  )
  return [
    paint('dim', headings.join(GAP).trimEnd()),
    paint('dim', rules.join(GAP)),
    ...body.map((cells) => cells.join(GAP).trimEnd()),
  ]
}

function pad<Row>(text: string, { width, align }: Column<Row>): string {
  const short = fit(text, width)
  return align === 'right' ? short.padStart(width) : short.padEnd(width)
}
