/**
 * What words on the command line choose: everything whose name has one of them, or all without any. A word that is in no name
 * ends the process with status 2, and says which names there are.
 * @param what - One of them, in words.
 */
export function chosen<T extends { readonly name: string }>(
  all: readonly T[],
  words: readonly string[],
  what: string,
): readonly T[] {
  const isIn = (name: string) => (word: string) => name.toLowerCase().includes(word.toLowerCase())
  const unknown = words.filter((word) => !all.some(({ name }) => isIn(name)(word)))
  if (unknown.length > 0) {
    const names = all.map(({ name }) => name).join(', ')
    console.error(`there is no ${what} with ${unknown.join(' or ')} in its name; there are: ${names}`)
    process.exit(2)
  }
  return words.length === 0 ? all : all.filter(({ name }) => words.some(isIn(name)))
}
