import { holds } from '../expectations.js'

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/
/** By how much the clock of a bucket may differ from that of the test. */
const CLOCK_SKEW_MS = 300_000

/** The text has the one form of times, and names one between the begin of the case and now. */
export function isNow(text: string, beginMs: number, what: string): void {
  isTimestamp(text, what)
  const ms = Date.parse(text)
  holds(
    ms >= beginMs - CLOCK_SKEW_MS && ms <= Date.now() + CLOCK_SKEW_MS,
    `${what} is ${text}, far from the present, ${new Date().toISOString()}`,
  )
}

/** The text has the one form of times. */
export function isTimestamp(text: string, what: string): void {
  holds(
    TIMESTAMP.test(text) && !Number.isNaN(Date.parse(text)),
    `${what} is ${text}, expected a time in the form 2025-11-24T08:15:30.123456Z`,
  )
}
