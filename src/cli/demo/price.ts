import { dollars } from '../text/money.js'

/** Made up, in cents; real providers ask for something of this order. */
export const CENTS_PER_SECOND = 40

/** What a clip of so many seconds costs at the made-up price, in cents. */
export function priceOf(durationSeconds: number): number {
  return Math.round(durationSeconds * CENTS_PER_SECOND)
}

/** Cents in dollars, such as `$3.20`. */
export function inDollars(cents: number): string {
  return dollars(cents / 100)
}
