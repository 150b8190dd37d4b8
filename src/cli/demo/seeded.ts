import type { Ids } from '../../index.js'

/** Chance from 0 to below 1. */
export type Random = () => number

/** A small pseudo-random generator (mulberry32): the same seed gives the same numbers. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Digits and lower-case letters by chance. */
export function randomText(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 36).toString(36)).join('')
}

/** A whole number from `least` to `most`. */
export function randomBetween(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** Ids that a seed repeats: time first, so that they sort by it, then chance. Too short for production. */
export function seededIds(random: Random): Ids {
  return {
    projectId: () => randomText(random, 12),
    commandId: (nowMs) => Math.floor(nowMs).toString(36).padStart(9, '0') + randomText(random, 5),
  }
}
