/** Most characters of a reason that is kept; a stored record has little room, and providers answer with whole pages. */
const MOST = 2_000

/** A provider's words, cut where they are too many: a failure that cannot be recorded would be worse. */
export function shortReason(reason: string): string {
  return reason.length > MOST ? `${reason.slice(0, MOST)}…` : reason
}
