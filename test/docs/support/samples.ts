import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeBlocksOf } from '../../../scripts/code-blocks.js'

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Code of a document, with what stands below it as its output. */
export interface Sample {
  readonly at: number
  readonly line: number
  readonly code: string
  /** Empty where none is shown. */
  readonly output: string
}

/** README and every document for users that has samples. */
export const documents = [
  'README.md',
  ...['docs', 'docs/guides'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
].filter((document) => samplesOf(document).length > 0)

/** The samples of a document, in order; files of a set-up are none. */
export function samplesOf(document: string): readonly Sample[] {
  const blocks = codeBlocksOf(readFileSync(join(root, document), 'utf8'))
  const below = blocks.map((block, at) => ({ ...block, next: blocks[at + 1] }))
  return below
    .filter(({ language, file }) => language === 'ts' && file === undefined)
    .map(({ line, code, next }, at) => ({
      ...{ at, line, code },
      output: next?.language === 'text' ? next.code : '',
    }))
}
