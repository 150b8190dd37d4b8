import { readFileSync } from 'node:fs'
import type { ProjectCost } from '../test/adapters/dynamodb/cost/measure-costs.js'
import { dollarsFor, generationDollars, PRICES } from '../test/adapters/dynamodb/cost/prices.js'
import type { Usage } from '../test/adapters/dynamodb/cost/usage.js'
import { plus, readUnits, writeUnits } from '../test/adapters/dynamodb/cost/usage.js'
import type { WrittenItem } from '../test/adapters/dynamodb/cost/written-items.js'
import { markdownTable } from './markdown-table.js'

/** One every two seconds. */
const POLLS_A_DAY = 43_200

/** The document that says what everything costs, from what was measured. */
export function costDocument(costs: readonly ProjectCost[]): string {
  const largest = costs.at(-1)
  if (largest === undefined) throw new Error('nothing was measured')
  const numbers: Readonly<Record<string, string>> = {
    asOf: PRICES.asOf,
    prices: pricesTable(),
    aGeneration: money(generationDollars(1)),
    aScene: money(dollarsFor(largest.generation.total) / largest.scenes),
    aSceneToday: money(dollarsFor(largest.today.usage) / largest.today.generated),
    readsAScene: perScene(readUnits(largest.generation.total), largest.scenes),
    writesAScene: perScene(writeUnits(largest.generation.total), largest.scenes),
    readsASceneToday: perScene(readUnits(largest.today.usage), largest.today.generated),
    mostToday: String(largest.today.generated),
    generation: generationTable(costs),
    writes: writesTable(largest),
    today: todayTable(costs),
    operations: operationTables(costs),
    watchADay: money(POLLS_A_DAY * dollarsFor(usageOf(largest, 'watch, a poll that finds nothing'))),
    reordering: money(dollarsFor(usageOf(largest, 'reorderScenes, all of them'))),
  }
  const template = readFileSync(new URL('cost-document.template.md', import.meta.url), 'utf8')
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const text = numbers[name]
    if (text === undefined) throw new Error(`the template names ${name}, which nobody knows`)
    return text
  })
}

function pricesTable(): string {
  return markdownTable(
    ['what', 'price'],
    [
      [`a million write units, ${PRICES.table}`, `$${PRICES.dollarsPerMillionWriteUnits}`],
      [`a million read units, ${PRICES.table}`, `$${PRICES.dollarsPerMillionReadUnits}`],
      ['a second of generated video, as an example', money(PRICES.dollarsPerGeneratedSecond)],
      [`a scene of ${PRICES.secondsPerScene} seconds, at that`, money(generationDollars(1))],
    ],
  )
}

function generationTable(costs: readonly ProjectCost[]): string {
  const row = (name: string, cell: (cost: ProjectCost) => string) => [name, ...costs.map(cell)]
  const most = (usages: readonly Usage[]) => count(Math.max(...usages.map(({ requests }) => requests)))
  return markdownTable(
    ['', ...costs.map(({ scenes }) => `${count(scenes)} scenes`)],
    [
      row('requests of a claim, at most', ({ generation }) => most(generation.claims)),
      row('requests of a completion, at most', ({ generation }) => most(generation.completions)),
      row('requests to begin: the project, in pages', ({ generation }) => most([generation.beginning])),
      row('requests in all', ({ generation }) => count(generation.total.requests)),
      row('read units in all', ({ generation }) => count(readUnits(generation.total))),
      row('read units a scene', ({ generation, scenes }) => perScene(readUnits(generation.total), scenes)),
      row('write units in all: table + index', ({ generation }) => writesIn(generation.total)),
      row('write units a scene', ({ generation, scenes }) => perScene(writeUnits(generation.total), scenes)),
      row('dollars for all reads and writes', ({ generation }) => money(dollarsFor(generation.total))),
      row('dollars for all generations', ({ scenes }) => money(generationDollars(scenes))),
    ],
  )
}

function todayTable(costs: readonly ProjectCost[]): string {
  const row = (name: string, of: (usage: Usage) => number, show = perScene) =>
    costs.map(({ scenes, generation, today }) => [
      `${name}, of ${count(scenes)} scenes`,
      show(of(generation.total), scenes),
      show(of(today.usage), today.generated),
    ])
  return markdownTable(
    ['a scene', 'this library', "today's way"],
    [
      ...row('requests', ({ requests }) => requests),
      ...row('read units', readUnits),
      ...row('write units', writeUnits),
      ...row('dollars', dollarsFor, (dollars, scenes) => money(dollars / scenes)),
    ],
  )
}

function writesTable({ generation }: ProjectCost): string {
  const rows = (commit: string, writes: readonly WrittenItem[]) =>
    writes.map(({ what, action, bytes, units }) => [
      commit,
      `${what}: ${ACTIONS[action] ?? action}`,
      count(bytes),
      count(units),
    ])
  return markdownTable(
    ['commit', 'action', 'bytes', 'write units'],
    [...rows('claim', generation.claimWrites), ...rows('completion', generation.completionWrites)],
  )
}

const ACTIONS: Readonly<Record<string, string>> = {
  Put: 'put',
  Update: 'update',
  ConditionCheck: 'condition only',
}

function operationTables(costs: readonly ProjectCost[]): string {
  const [first] = costs
  const groups = [...new Set(first?.operations.map(({ group }) => group))]
  return groups
    .map((group) => {
      const operations = first?.operations.filter((one) => one.group === group) ?? []
      const rows = operations.map(({ operation }) => {
        const cell = (show: (usage: Usage) => string) => {
          const cells = costs.map((cost) => show(usageOf(cost, operation, group)))
          return new Set(cells).size === 1 ? (cells[0] ?? '') : cells.join(' / ')
        }
        return [
          nameOf(operation),
          cell(({ requests }) => count(requests)),
          cell((usage) => count(about(readUnits(usage)))),
          cell(writesIn),
        ]
      })
      return `### ${group}\n\n${markdownTable(['operation', 'requests', 'read units', 'write units'], rows)}`
    })
    .join('\n\n')
}

/** `addScenes, one`: the name of a method, in code, and perhaps a remark. */
function nameOf(operation: string): string {
  return operation.replace(/^[a-z]\w+(?=$|,)/, '`$&`')
}

function usageOf({ operations }: ProjectCost, operation: string, group?: string): Usage {
  const found = operations.filter(
    (one) => one.operation === operation && (group === undefined || one.group === group),
  )
  return found.map(({ usage }) => usage).reduce(plus)
}

function writesIn({ writes, indexWrites }: Usage): string {
  return indexWrites === 0 ? count(writes) : `${count(writes)} + ${count(indexWrites)}`
}

function perScene(units: number, scenes: number): string {
  return (units / scenes).toFixed(2).replace(/\.?0+$/, '')
}

/** Two digits of what is large: where a page ends depends on a few bytes. */
function about(units: number): number {
  return units < 100 ? units : Number(units.toPrecision(2))
}

function count(number: number): string {
  return number.toLocaleString('en-US', { maximumFractionDigits: 1 })
}

/** Cents, or two significant digits of what is less. */
function money(dollars: number): string {
  if (dollars >= 0.1)
    return `$${dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  const digits = dollars === 0 ? 2 : 1 - Math.floor(Math.log10(dollars))
  return `$${dollars.toFixed(digits)}`
}
