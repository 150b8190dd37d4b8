/** More mistakes than this in a word, and it is another word. */
const MOST_MISTAKES = 2

/** The names that somebody who typed this may have meant, the likeliest first; none where nothing is near. */
export function nearest(typed: string, names: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase()
  return names
    .map((name) => ({
      name,
      mistakes: name.startsWith(wanted) && wanted.length > 1 ? 0 : mistakesIn(wanted, name),
    }))
    .filter(({ name, mistakes }) => mistakes <= MOST_MISTAKES && mistakes < Math.max(2, name.length / 2))
    .sort((a, b) => a.mistakes - b.mistakes || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)
}

/** A question that follows a message; nothing where nothing is near. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const [best, second] = nearest(typed, names)
  if (best === undefined) return ''
  return second === undefined ? `; did you mean ${best}?` : `; did you mean ${best} or ${second}?`
}

/** How many letters were left out, added, mistaken, or swapped with the next. */
function mistakesIn(typed: string, name: string): number {
  const rows: number[][] = [Array.from({ length: name.length + 1 }, (_, at) => at)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= typed.length; row++) {
    const line = [row]
    rows.push(line)
    for (let column = 1; column <= name.length; column++) {
      const isSame = typed[row - 1] === name[column - 1]
      const isSwapped = typed[row - 1] === name[column - 2] && typed[row - 2] === name[column - 1]
      line.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      )
    }
  }
  return at(typed.length, name.length)
}
