import type { OutputStream } from '../cli-process.js'

/** Columns of a terminal that does not say, and of what is none. */
const USUAL = 80

/** Columns of a stream. A terminal that nobody gave a size, as in some containers, says 0. */
export function columnsOf({ isTTY, columns }: Pick<OutputStream, 'isTTY' | 'columns'>): number {
  return isTTY === true && columns !== undefined && columns > 0 ? columns : USUAL
}
