import type { ProjectRecords, RepairSummary, Scene } from '../../index.js'
import { FINDING_KINDS } from '../../index.js'
import type { Command, Input } from '../command.js'
import { list } from '../command-line/option.js'
import { oneOf } from '../command-line/readers.js'
import type { ExitCode } from '../exit-code.js'
import { EXIT_CODES } from '../exit-code.js'
import { actorOf } from '../options/actor.js'
import { chosenScenes } from '../options/chosen-scenes.js'
import { PROJECT, SCENES } from '../options/positionals.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { ACTOR, APPLY, FORCE, PRICE_PER_SECOND } from '../options/writing-options.js'
import { describeEstimate, estimate } from '../show/estimate.js'
import { repairSteps } from '../show/repair-steps.js'
import { showFindings } from '../show/show-findings.js'
import { bucketRemark, sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import { printJson } from '../terminal/json.js'
import { printLines, printParagraph } from '../terminal/page.js'
import { NOTHING_WRITTEN } from '../text/nothing-written.js'
import { plural } from '../text/plural.js'

/** Only findings of these kinds. */
export const KIND = list({
  name: 'kind',
  placeholder: 'KIND',
  reader: oneOf(FINDING_KINDS),
  summary: 'only findings of this kind; several times, or with commas',
})

/** Repairs a project. */
export const repair: Command = {
  name: 'repair',
  group: 'put-right',
  summary: 'put right what an audit finds',
  description: [
    'Without --apply the repair is carried out on a copy in memory, and what it did there is shown. With it each step looks at the records as they are then, so it is safe beside workers. No object is ever deleted, and nothing is written to a scene that somebody is generating.',
    'Where so many videos are gone that a wrong bucket is more likely, nothing is done without --force.',
  ],
  positionals: [PROJECT, SCENES],
  options: [...SOURCE_OPTIONS, KIND, APPLY, FORCE, ACTOR, PRICE_PER_SECOND, JSON_OUTPUT],
  examples: [
    { line: 'repair PROJECT --table MVProjects --bucket badapple-media', effect: 'what would be done' },
    { line: 'repair PROJECT --table MVProjects --bucket badapple-media --apply', effect: 'do it' },
    {
      line: 'repair PROJECT 4 --kind stalled --table MVProjects --apply',
      effect: 'only one scene that hangs',
    },
  ],
  run: async (input, context) => {
    const { terminal, signal } = context
    const isApplied = input.option(APPLY)
    const source = await openSource(input, context, { actor: actorOf(input, context), writes: isApplied })
    const projectId = input.positional(PROJECT)
    const records = await source.scenes.load(projectId)
    const sequences = chosenScenes(input, records)
    const place = isApplied ? source : await source.rehearse(projectId)
    const summary = await place.scenes.repair(projectId, {
      force: input.option(FORCE),
      only: selectionOf(input, sequences),
      signal,
      onProgress: ({ done, total }) => {
        if (isApplied) terminal.progress(`step ${done} of ${total}`)
      },
    })
    if (isApplied) await source.save()
    const lost = estimate(demotedIn(summary, records), input.option(PRICE_PER_SECOND))
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, { applied: isApplied, bucket: source.objects, ...summary, regenerations: lost })
      return exitCodeOf(summary, isApplied)
    }
    const { print, paint, width } = terminal
    const options = { paint, width: width(), indent: '' }
    print(paint('dim', sourceLine(source)))
    print(paint('bold', projectId))
    print()
    if (summary.steps.length > 0) {
      printLines(terminal, repairSteps(summary.steps, { ...options, isDone: isApplied }))
      print()
    }
    if (summary.left.length > 0) {
      print('Left for a person to decide, or not asked for:')
      printLines(terminal, showFindings(summary.left, options))
      print()
    }
    printParagraph(terminal, outcomeOf(summary, isApplied))
    if (lost.scenes > 0) {
      printParagraph(terminal, `Videos that are gone, to be generated again: ${describeEstimate(lost)}.`)
    }
    for (const remark of bucketRemark(source)) printParagraph(terminal, remark)
    if (!isApplied && summary.steps.length > 0) print(NOTHING_WRITTEN)
    return exitCodeOf(summary, isApplied)
  },
}

function selectionOf(input: Input, sequences: readonly number[]) {
  const kinds = input.option(KIND)
  return {
    ...(kinds !== undefined && { kinds: [...kinds] }),
    ...(sequences.length > 0 && { sequences: [...sequences] }),
  }
}

/** The scenes that lose their video, as its object is gone. */
function demotedIn({ steps }: RepairSummary, { scenes }: ProjectRecords): readonly Scene[] {
  const lost = steps.flatMap(({ repair }) =>
    repair.command === 'repair-scene' && repair.demotes ? repair.sequence : [],
  )
  return scenes.map(({ value }) => value).filter(({ sequence }) => lost.includes(sequence))
}

function outcomeOf({ steps, repaired, superseded, failed, left }: RepairSummary, isApplied: boolean): string {
  if (steps.length === 0) return left.length === 0 ? 'Nothing is wrong.' : 'There is nothing to put right.'
  const done = isApplied ? 'done' : 'would be done'
  return [
    `${plural(repaired, 'step')} ${done}`,
    ...(superseded > 0 ? [`${superseded} had become needless`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${plural(left.length, 'finding')} left.`,
  ].join(', ')
}

function exitCodeOf({ steps, failed, left }: RepairSummary, isApplied: boolean): ExitCode {
  if (failed > 0) return EXIT_CODES.failure
  const isClean = left.length === 0 && (isApplied || steps.length === 0)
  return isClean ? EXIT_CODES.clean : EXIT_CODES.findings
}
