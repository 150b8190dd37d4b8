/** What the library's messages call by its name in code, and what it is called on a command line. */
const NAMES = [
  ['createTable makes it', 'table create --apply makes it'],
  ['create it with createTable', 'create it with table create --apply'],
  ['pass force: true', 'add --force'],
] as const

/** A message of the library in the words of the command line. */
export function inCommands(message: string): string {
  return NAMES.reduce((text, [inCode, here]) => text.replaceAll(inCode, here), message)
}
