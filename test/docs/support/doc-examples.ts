import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './samples.js'

/** An `@example` of a doc comment. */
export interface DocExample {
  readonly where: string
  readonly code: string
}

/** Every `@example` of a doc comment in the sources. */
export const docExamples: readonly DocExample[] = readdirSync(join(root, 'src'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.ts'))
  .flatMap(examplesOf)

function examplesOf(file: string): DocExample[] {
  const source = readFileSync(join(root, 'src', file), 'utf8')
  const comments = source.match(/\/\*\*.*?\*\//gs) ?? []
  return comments.flatMap((comment) => {
    const text = comment.replace(/^\/\*\*|\*\/$/g, '').replace(/^ *\* ?/gm, '')
    return text
      .split(/^@example\n/m)
      .slice(1)
      .map((part) => ({ where: file, code: part.split(/^@\w/m)[0]?.trim() ?? '' }))
  })
}
