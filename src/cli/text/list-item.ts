import { wrap } from './fit-text.js'

/** An item of a list in lines of at most so many columns: all but the first stand below the text, not below the bullet. */
export function listItem(bullet: string, text: string, columns: number): string[] {
  return wrap(text, columns - 4).map((line, at) => `  ${at === 0 ? bullet : ' '} ${line}`)
}
