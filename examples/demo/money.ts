/** Made up, in cents; real providers ask for something of this order. */
export const CENTS_PER_SECOND = 40

/** What a clip of so many seconds costs at the made-up price, in cents. */
export function priceOf(durationSeconds: number): number {
  return Math.round(durationSeconds * CENTS_PER_SECOND)
}

/** Cents in dollars, such as `$3.20`. */
export function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`
}
