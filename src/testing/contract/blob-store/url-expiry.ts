import { offered } from '../case-of.js'
import { holds } from '../expectations.js'
import type { CaseBucket } from './blob-promise.js'

/** A URL that is signed at a moment works for that long at least. */
export function lastsFor({ subject }: CaseBucket, url: string, fromMs: number, seconds: number): void {
  const expiryOf = offered(subject.expiryOf, 'readable-expiry', 'expiryOf')
  const left = (expiryOf(url).getTime() - fromMs) / 1_000
  holds(
    left >= seconds,
    `a URL asked for at ${new Date(fromMs).toISOString()} works for ${left} s, expected ${seconds} s`,
  )
}
