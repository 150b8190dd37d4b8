import { progressOf, recalculateCounters, toTimestamp } from '../../index.js'
import type { Command } from '../command.js'
import { EXIT_CODES } from '../exit-code.js'
import { PROJECT } from '../options/positionals.js'
import { FOREIGN_GRACE, JSON_OUTPUT, SOURCE_OPTIONS, sourceWords } from '../options/source-options.js'
import { nextStep } from '../show/next-step.js'
import { countersOf, projectHead } from '../show/project-head.js'
import { isContradicted, sceneRows } from '../show/scene-rows.js'
import { sceneTable } from '../show/scene-table.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import { printJson } from '../terminal/json.js'
import { printLines } from '../terminal/page.js'
import { plural } from '../text/plural.js'

/** Shows a project. */
export const show: Command = {
  name: 'show',
  group: 'look',
  summary: 'show a project and its scenes: videos, claims, tries, errors',
  description: [
    'Whether a scene has a video is decided by the key of its clip alone; its status is what somebody wrote down. State is what a page would show: by video and claim first, and only then by status.',
  ],
  positionals: [PROJECT],
  options: [...SOURCE_OPTIONS, JSON_OUTPUT],
  examples: [{ line: 'show PROJECT --table MVProjects', effect: 'who is at which scene, and what failed' }],
  run: async (input, context) => {
    const { terminal } = context
    const source = await openSource(input, context)
    const records = await source.scenes.load(input.positional(PROJECT))
    const nowMs = source.clock.now()
    const rows = sceneRows(records, toTimestamp(nowMs), input.option(FOREIGN_GRACE))
    const progress = progressOf(rows.map(({ scene }) => scene))
    const project = records.project.value
    const { invalid, intent } = records
    if (input.option(JSON_OUTPUT)) {
      const scenes = rows.map(({ scene, ...row }) => ({ ...scene, ...row, badge: row.badge.kind }))
      printJson(terminal, {
        time: toTimestamp(nowMs),
        project,
        progress,
        scenes,
        unreadable: invalid,
        intent: intent?.value,
      })
      return EXIT_CODES.clean
    }
    const { print, paint, width } = terminal
    const counted = recalculateCounters(rows.map(({ scene }) => scene))
    const options = { paint, width: width(), nowMs, counted }
    print(paint('dim', sourceLine(source)))
    printLines(terminal, projectHead(project, progress, options))
    print()
    if (rows.length > 0) printLines(terminal, sceneTable(rows, { ...options, indent: '' }))
    if (intent !== undefined) {
      print(paint('yellow', `a change is half done (${intent.value.goal}); repair finishes it`))
    }
    if (invalid.length > 0) print(paint('red', `${plural(invalid.length, 'record')} cannot be read`))
    const isAmiss =
      rows.some((row) => row.badge.kind === 'stalled' || isContradicted(row)) ||
      countersOf(counted) !== countersOf(project)
    if (isAmiss || intent !== undefined || invalid.length > 0) {
      print()
      print(nextStep(paint, 'To see what is wrong', 'audit', project.projectId, ...sourceWords(input)))
    }
    return EXIT_CODES.clean
  },
}
