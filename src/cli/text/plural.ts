/** A number of things, such as `1 job`, `3 jobs` or `12,000 scenes`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
