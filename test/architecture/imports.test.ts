import { describe, expect, it } from 'vitest'
import type { Import } from './support/imports.js'
import { importsOf } from './support/imports.js'
import { layerProblem, partOf, schemaProblem } from './support/layers.js'
import { parse, sourceFiles } from './support/source-files.js'

const files = sourceFiles('src')
const imports = files.flatMap(importsOf)

function problems(
  judge: (found: Import) => string | undefined,
  found: readonly Import[] = imports,
): readonly string[] {
  return found.flatMap((one) => judge(one) ?? [])
}

/** Problems of an import that somebody might add. */
function planted(from: string, specifier: string, statement = 'import { x } from'): readonly string[] {
  const found = importsOf(parse(from, `${statement} '${specifier}'`))
  expect(found).toHaveLength(1)
  return problems((one) => layerProblem(one) ?? schemaProblem(one), found)
}

/** A chain of files that import each other in a circle, types aside; empty when there is none. */
function circle(found: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, typeOnly } of found) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const to of next.get(file) ?? []) {
      const found = visit(to, [...path, file])
      if (found.length > 0) return found
    }
    done.add(file)
    return []
  }
  return [...next.keys()].map((file) => visit(file, [])).find((chain) => chain.length > 0) ?? []
}

describe('imports', () => {
  it('are found, all of them', () => {
    expect(imports.length).toBeGreaterThan(files.length)
    const known = new Set(files.map(({ fileName }) => fileName))
    expect(imports.filter(({ to }) => to.startsWith('src/') && !known.has(to))).toEqual([])
  })

  it('leave no file without a part of the library', () => {
    expect(files.map(({ fileName }) => fileName).filter((name) => partOf(name) === undefined)).toEqual([])
  })

  it('run one way: model, rules, commands, service; ports and items know the model; nothing knows an adapter', () => {
    expect(problems(layerProblem)).toEqual([])
  })

  it('reach schemas only where data enters', () => {
    expect(problems(schemaProblem)).toEqual([])
  })

  it('go in no circle', () => {
    expect(circle(imports)).toEqual([])
  })
})

describe('the check of imports', () => {
  it.each([
    ['src/core/model/a.ts', '../rules/b.js'],
    ['src/core/model/a.ts', '../ports/b.js'],
    ['src/core/model/a.ts', '../items/b.js'],
    ['src/core/rules/a.ts', '../commands/b.js'],
    ['src/core/rules/a.ts', '../items/b.js'],
    ['src/core/commands/a.ts', '../../service/b.js'],
    ['src/core/commands/a.ts', '../ports/b.js'],
    ['src/core/ports/a.ts', '../rules/b.js'],
    ['src/core/items/a.ts', '../rules/b.js'],
    ['src/core/items/a.ts', '../ports/b.js'],
    ['src/core/rules/a.ts', '../index.js'],
    ['src/core/index.ts', '../service/b.js'],
    ['src/service/a.ts', '../adapters/memory/index.js'],
    ['src/service/a.ts', '../core/index.js'],
    ['src/index.ts', './adapters/memory/index.js'],
    ['src/adapters/memory/a.ts', '../../service/b.js'],
    ['src/adapters/memory/a.ts', '../../core/rules/b.js'],
    ['src/adapters/memory/a.ts', '../dynamodb/b.js'],
    ['src/adapters/a.ts', './dynamodb/b.js'],
    ['src/adapters/a.ts', '../core/items/b.js'],
    ['src/core/rules/a.ts', '../model/b.schema.js'],
    ['src/core/commands/a.ts', '../model/b.schema.js'],
    ['src/core/model/a.ts', './b.schema.js'],
    ['src/adapters/memory/a.ts', '../../core/model/b.schema.js'],
    ['src/streams/a.ts', '../service/b.js'],
    ['src/streams/a.ts', '../webhooks/b.js'],
    ['src/streams/a.ts', '../core/rules/b.js'],
    ['src/streams/a.ts', '../adapters/dynamodb/b.js'],
    ['src/webhooks/a.ts', '../core/items/b.js'],
    ['src/service/clock.ts', './ids.js'],
    ['src/service/a.ts', '../streams/b.js'],
    ['src/index.ts', './streams/index.js'],
    ['src/elsewhere/a.ts', '../core/model/b.js'],
    ['src/core/model/a.ts', '../b.js'],
  ])('finds %s importing %s', (from, specifier) => {
    expect(planted(from, specifier)).toHaveLength(1)
  })

  it.each([
    'import type { X } from',
    'export * from',
    'export type { X } from',
    'type X = import(',
    'void import(',
  ])('finds it in "%s"', (statement) => {
    const text = `${statement} '../rules/b.js'${statement.endsWith('(') ? ')' : ''}`
    expect(
      importsOf(parse('src/core/model/a.ts', text)).flatMap((one) => layerProblem(one) ?? []),
    ).toHaveLength(1)
  })

  it.each([
    ['src/core/rules/a.ts', '../model/b.js'],
    ['src/core/commands/a.ts', '../rules/b.js'],
    ['src/core/items/a.ts', '../model/b.schema.js'],
    ['src/core/model/a.schema.ts', './b.schema.js'],
    ['src/service/a.ts', '../core/model/b.schema.js'],
    ['src/adapters/memory/a.ts', './b.js'],
    ['src/adapters/memory/a.ts', '../b.js'],
    ['src/adapters/a.ts', '../core/ports/b.js'],
    ['src/adapters/memory/a.ts', '../../core/items/b.js'],
    ['src/index.ts', './core/index.js'],
    ['src/streams/a.ts', '../service/clock.js'],
    ['src/streams/a.ts', '../core/items/b.js'],
    ['src/webhooks/a.ts', '../streams/b.js'],
    ['src/webhooks/a.ts', './b.schema.js'],
  ])('allows %s to import %s', (from, specifier) => {
    expect(planted(from, specifier)).toEqual([])
  })

  it('allows the types of a schema, which cost nothing', () => {
    expect(planted('src/core/commands/a.ts', '../model/b.schema.js', 'import type { X } from')).toEqual([])
    expect(planted('src/core/commands/a.ts', '../model/b.schema.js', 'import { type X } from')).toHaveLength(
      1,
    )
  })

  it('finds a circle', () => {
    const files = ['b', 'c', 'a'].map((to, at) =>
      parse(`src/core/model/${['a', 'b', 'c'][at] ?? ''}.ts`, `import { x } from './${to}.js'`),
    )
    expect(circle(files.flatMap(importsOf))).toHaveLength(4)
    const types = files.map(({ fileName, text }) => parse(fileName, text.replace('import', 'import type')))
    expect(circle(types.flatMap(importsOf))).toEqual([])
  })
})
