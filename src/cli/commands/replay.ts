import type { ProjectReplayReport } from '../../index.js'
import { describeReplayDifference } from '../../index.js'
import type { Command } from '../command.js'
import { EXIT_CODES } from '../exit-code.js'
import { PROJECT } from '../options/positionals.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import { printJson } from '../terminal/json.js'
import { printLines, printParagraph } from '../terminal/page.js'
import { wrap } from '../text/fit-text.js'
import { plural } from '../text/plural.js'

/** Rebuilds a project from its events, and compares. */
export const replay: Command = {
  name: 'replay',
  group: 'look',
  summary: 'rebuild a project from its events, and say where that is not what is stored',
  description: [
    'Compares statuses, clips and counters. Writes nothing. Saves of other systems write no events, and neither did what was there before this library: such differences are none of its own. Ends with 1 when anything differs, or an event cannot be read.',
  ],
  positionals: [PROJECT],
  options: [...SOURCE_OPTIONS, JSON_OUTPUT],
  examples: [
    { line: 'replay PROJECT --table MVProjects', effect: 'whether records and history say the same' },
    {
      line: 'replay PROJECT --file export.json --json | jq .replayed',
      effect: 'the project, as its events tell it',
    },
  ],
  run: async (input, context) => {
    const { terminal } = context
    const source = await openSource(input, context)
    const projectId = input.positional(PROJECT)
    const report = await source.scenes.replay(projectId)
    const { differences, invalid, replayed } = report
    const exitCode = differences.length + invalid.length > 0 ? EXIT_CODES.findings : EXIT_CODES.clean
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, { projectId, ...report })
      return exitCode
    }
    const { print, paint, width } = terminal
    print(paint('dim', sourceLine(source)))
    print(paint('bold', projectId))
    print()
    for (const difference of differences)
      printParagraph(terminal, `- ${describeReplayDifference(difference)}`)
    for (const { id, issues } of invalid) {
      const lines = wrap(`- event ${id} cannot be read: ${issues.join('; ')}`, width(), '  ')
      printLines(
        terminal,
        lines.map((line) => paint('red', line)),
      )
    }
    if (exitCode !== EXIT_CODES.clean) print()
    printParagraph(terminal, outcomeOf(report))
    if (!replayed.isWhole) {
      printParagraph(
        terminal,
        'The events do not begin with the project and each of its scenes: what came before them is not known.',
      )
    }
    return exitCode
  },
}

function outcomeOf({ events, differences, replayed }: ProjectReplayReport): string {
  const told = `${plural(events, 'event')} of ${plural(replayed.scenes.length, 'scene')}`
  return differences.length === 0
    ? `${told}, and what they tell is what is stored.`
    : `${told}; ${plural(differences.length, 'difference')} to what is stored.`
}
