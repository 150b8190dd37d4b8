import type { Ids } from '../../index.js'

/** Chance from 0 to below 1. */
export type Random = () => number

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
