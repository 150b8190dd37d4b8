import type { Usage } from './usage.js'
import { readUnits, writeUnits } from './usage.js'

/** What the dollars in the document are computed from. They are assumptions: look at the price lists of the day. */
export const PRICES = {
  /** When they were looked up. */
  asOf: '2026-11-25',
  table: 'DynamoDB on demand in us-east-1',
  dollarsPerMillionWriteUnits: 0.625,
  dollarsPerMillionReadUnits: 0.125,
  /** Of a video, as an example; providers and models differ much. */
  dollarsPerGeneratedSecond: 0.5,
  secondsPerScene: 8,
} as const

/** What is billed for reads and writes, in dollars. */
export function dollarsFor(usage: Usage): number {
  const { dollarsPerMillionReadUnits, dollarsPerMillionWriteUnits } = PRICES
  return (
    (readUnits(usage) * dollarsPerMillionReadUnits + writeUnits(usage) * dollarsPerMillionWriteUnits) /
    1_000_000
  )
}

/** What a provider bills for so many scenes, in dollars. */
export function generationDollars(scenes: number): number {
  return scenes * PRICES.secondsPerScene * PRICES.dollarsPerGeneratedSecond
}
