import { isSceneError, PROJECT_STATUSES } from '../../index.js'
import type { Scene, SweepOptions, SweepSummary } from '../../index.js'
import type { Command, Input } from '../command.js'
import { flag, list, value } from '../command-line/option.js'
import { duration, oneOf, positiveNumber, share, text, wholeNumber } from '../command-line/readers.js'
import { UsageError } from '../command-line/usage-error.js'
import type { ExitCode } from '../exit-code.js'
import { EXIT_CODES } from '../exit-code.js'
import { actorOf } from '../options/actor.js'
import { JSON_OUTPUT, SOURCE_OPTIONS, sourceWords } from '../options/source-options.js'
import { ACTOR, APPLY, FORCE, PRICE_PER_SECOND } from '../options/writing-options.js'
import { estimate } from '../show/estimate.js'
import { openSource } from '../source/open-source.js'
import { demotedScenes } from './demoted-scenes.js'
import { KIND } from './repair.js'
import { jsonReport } from './sweep-json.js'
import { textReport } from './sweep-text.js'

const STATUS = list({
  name: 'status',
  placeholder: 'STATUS',
  reader: oneOf(PROJECT_STATUSES),
  summary: 'only projects that the status index lists under it; several times, or with commas',
})
const REPAIR = flag({
  name: 'repair',
  summary: 'put right what can be; with --apply only, otherwise say how much',
})
const SEGMENT = value({
  name: 'segment',
  placeholder: 'PART/PARTS',
  reader: share,
  summary: 'only a share of the projects, such as 1/4, to sweep on several machines',
})
const CURSOR = value({
  name: 'cursor',
  placeholder: 'TEXT',
  reader: text,
  summary: 'go on where an earlier sweep with the same options ended',
})
const CONCURRENCY = value({
  name: 'concurrency',
  placeholder: 'COUNT',
  reader: wholeNumber(1, 100),
  summary: 'projects at the same time; without it 4',
})
const RATE = value({
  name: 'projects-per-second',
  placeholder: 'COUNT',
  reader: positiveNumber,
  summary: 'begin no more projects than that',
})
const BUDGET = value({
  name: 'budget',
  placeholder: 'TIME',
  reader: duration,
  summary: 'begin no project after so long, such as 10m; the last line says how to go on',
})
const UNREFERENCED = flag({ name: 'unreferenced', summary: 'also look for objects that nothing refers to' })

/** Audits, and repairs, a whole table. */
export const sweep: Command = {
  name: 'sweep',
  group: 'tables',
  summary: 'audit, and repair, all projects of a table',
  description: [
    'Without --status the whole table is scanned, which also finds projects that fell out of the status index. Ends with 1 when anything is found and left. With --json there is a document per line: each finding, each object that nothing refers to, each project when it is over, with the cursor to go on from there, and the summary last.',
    'A repair that would take away so many videos that a wrong bucket is more likely stops, and does nothing more without --force.',
  ],
  positionals: [],
  options: [
    ...SOURCE_OPTIONS,
    STATUS,
    REPAIR,
    KIND,
    SEGMENT,
    CURSOR,
    CONCURRENCY,
    RATE,
    BUDGET,
    UNREFERENCED,
    APPLY,
    FORCE,
    ACTOR,
    PRICE_PER_SECOND,
    JSON_OUTPUT,
  ],
  examples: [
    { line: 'sweep --table MVProjects --bucket badapple-media', effect: 'what is wrong, in all projects' },
    {
      line: 'sweep --table MVProjects --bucket badapple-media --status processing,composing --repair --apply',
      effect: 'every quarter of an hour, from a scheduler',
    },
  ],
  check: (input) => {
    if (input.option(APPLY) && !input.option(REPAIR))
      throw new UsageError('sweep writes with --repair only: give it too, or leave out --apply')
  },
  run: async (input, context) => {
    const { terminal, signal } = context
    const isRepaired = input.option(REPAIR)
    const isApplied = input.option(APPLY)
    const source = await openSource(input, context, { actor: actorOf(input, context), writes: isApplied })
    const lineWith = (...words: readonly string[]) => lineOf(input, words)
    const report = input.option(JSON_OUTPUT)
      ? jsonReport(terminal)
      : textReport(terminal, { isRepaired, isApplied, source, lineWith })
    const price = input.option(PRICE_PER_SECOND)
    const kinds = input.option(KIND)
    let left = 0
    let repairable = 0
    const lost: Pick<Scene, 'durationSeconds'>[] = []
    const sweeping = source.scenes.sweep({
      ...optionsIn(input),
      ...report.listeners,
      onFinding: async (finding) => {
        const isPutRight = finding.repairable && kinds?.includes(finding.kind) !== false
        if (!isApplied || !isPutRight) left++
        if (isPutRight) {
          repairable++
          for (const { durationSeconds } of await demotedScenes(source, [finding])) {
            lost.push(durationSeconds === undefined ? {} : { durationSeconds })
          }
        }
        await report.listeners.onFinding?.(finding)
      },
      signal,
      repair: isRepaired && isApplied,
      force: input.option(FORCE),
      unreferenced: input.option(UNREFERENCED),
    })
    const summary = await sweeping.catch(refuseCursor)
    if (isApplied) await source.save()
    report.finish(summary, { repairable, regenerations: estimate(lost, price) })
    return exitCodeOf(summary, left)
  },
}

/** A cursor that this sweep cannot go on from is a mistake on the command line. */
function refuseCursor(error: unknown): never {
  if (isSceneError(error, 'INVALID_INPUT') && error.details.input === 'cursor')
    throw new UsageError(`--${error.message}`)
  throw error
}

/** The command line that sweeps the same, with other options besides. */
function lineOf(input: Input, words: readonly string[]): readonly string[] {
  const own = [STATUS, REPAIR, KIND, SEGMENT, CONCURRENCY, RATE, BUDGET, UNREFERENCED, APPLY, FORCE, ACTOR]
  const kept = own.filter(({ name }) => !words.includes(`--${name}`))
  return ['sweep', ...sourceWords(input), ...input.wordsOf([...kept, PRICE_PER_SECOND]), ...words]
}

function optionsIn(input: Input): SweepOptions {
  const statuses = input.option(STATUS)
  const kinds = input.option(KIND)
  const segment = input.option(SEGMENT)
  const cursor = input.option(CURSOR)
  const concurrency = input.option(CONCURRENCY)
  const projectsPerSecond = input.option(RATE)
  const budgetMs = input.option(BUDGET)
  return {
    ...(statuses !== undefined && { statuses }),
    ...(kinds !== undefined && { kinds }),
    ...(segment !== undefined && { segment }),
    ...(cursor !== undefined && { cursor }),
    ...(concurrency !== undefined && { concurrency }),
    ...(projectsPerSecond !== undefined && { projectsPerSecond }),
    ...(budgetMs !== undefined && { budgetMs }),
  }
}

/** A sweep that could do everything and left nothing is clean. */
function exitCodeOf({ ended, failedProjects, failed }: SweepSummary, left: number): ExitCode {
  if (ended === 'too-many-demotions' || failedProjects > 0 || failed > 0) return EXIT_CODES.failure
  return left > 0 ? EXIT_CODES.findings : EXIT_CODES.clean
}
