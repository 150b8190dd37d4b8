import { importsOf } from '../../test/architecture/support/imports.js'
import { partOf } from '../../test/architecture/support/layers.js'
import { sourceFiles } from '../../test/architecture/support/source-files.js'
import { quoted } from './draw.js'

/** Entry points only pass on what others hold, and a generator of numbers is arithmetic, of no tier. */
const LEFT_OUT = new Set(['entry', 'core entry', 'seeded random'])

/** The parts of the library and who imports whom, as the files do; what follows from another arrow is left out. */
export function tiers(): string {
  const needs = new Map<string, Set<string>>()
  for (const { from, to } of sourceFiles('src').flatMap(importsOf)) {
    const [importer, imported] = [partOf(from), partOf(to)]
    if (importer === undefined || imported === undefined || importer === imported) continue
    if (LEFT_OUT.has(importer) || LEFT_OUT.has(imported)) continue
    needs.set(importer, (needs.get(importer) ?? new Set()).add(imported))
  }
  const reaches = (from: string, to: string): boolean =>
    [...(needs.get(from) ?? [])].some((next) => next === to || reaches(next, to))
  const arrows = [...needs].flatMap(([importer, imported]) =>
    [...imported]
      .filter((to) => ![...imported].some((other) => other !== to && reaches(other, to)))
      .map((to) => `${quoted(importer)} -> ${quoted(to)}`),
  )
  return [...arrows].sort().join('\n')
}
