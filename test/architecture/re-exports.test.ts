import { describe, expect, it } from 'vitest'
import { isEntryPoint, reExports } from './support/re-exports.js'
import { parse, sourceFiles } from './support/source-files.js'

const files = sourceFiles('src')

describe('re-exports', () => {
  it('stand in entry points alone', () => {
    expect(files.filter(({ fileName }) => !isEntryPoint(fileName)).flatMap(reExports)).toEqual([])
  })

  it('are all that an entry point consists of', () => {
    const entries = files.filter(({ fileName }) => isEntryPoint(fileName))
    expect(entries.map(({ fileName }) => fileName)).toEqual(
      expect.arrayContaining(['src/adapters/memory/index.ts', 'src/core/index.ts', 'src/index.ts']),
    )
    for (const file of entries) expect(reExports(file)).toHaveLength(file.statements.length)
  })

  it('leave no other file with the name of a barrel', () => {
    const names = files.map(({ fileName }) => fileName).filter((name) => name.endsWith('/index.ts'))
    expect(names.filter((name) => !isEntryPoint(name))).toEqual([])
  })
})

describe('the check of re-exports', () => {
  it.each([
    `export * from './a.js'`,
    `export * as a from './a.js'`,
    `export { a } from './a.js'`,
    `export type { A } from './a.js'`,
    `import { a } from './a.js'\nexport { a }`,
    `import { a } from './a.js'\nexport { a as b }`,
    `import * as a from './a.js'\nexport { a }`,
    `import a from './a.js'\nexport default a`,
  ])('finds %s', (text) => {
    expect(reExports(parse('src/core/model/a.ts', text))).toHaveLength(1)
  })

  it.each([
    'export const a = 1',
    'const a = 1\nexport { a }',
    `import { a } from './a.js'\nexport const b = a`,
    'export {}',
  ])('allows %s', (text) => {
    expect(reExports(parse('src/core/model/a.ts', text))).toEqual([])
  })
})
