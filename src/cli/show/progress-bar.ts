import type { Paint } from '../terminal/paint.js'

const CELLS = 20

/** How much of the whole is done, as a bar. */
export function progressBar(percent: number, paint: Paint): string {
  const full = percent === 100 ? CELLS : Math.min(CELLS - 1, Math.round((percent / 100) * CELLS))
  const shown = percent > 0 ? Math.max(1, full) : 0
  return paint('green', '█'.repeat(shown)) + paint('dim', '░'.repeat(CELLS - shown))
}
