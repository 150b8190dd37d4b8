import type { Project } from '../../index.js'
import { recalculateCounters } from '../../index.js'
import type { Command } from '../command.js'
import { EXIT_CODES } from '../exit-code.js'
import { actorOf } from '../options/actor.js'
import { PROJECT } from '../options/positionals.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { ACTOR, APPLY } from '../options/writing-options.js'
import { counterTable } from '../show/counter-table.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import { printJson } from '../terminal/json.js'
import { printLines } from '../terminal/page.js'
import { NOTHING_WRITTEN } from '../text/nothing-written.js'

/** Recounts a project. */
export const recount: Command = {
  name: 'recount',
  group: 'put-right',
  summary: 'count the scenes of a project anew, and set its counters and status',
  description: [
    'Safe beside running workers. Without --apply it ends with 1 when the counters or the status are not what the scenes say.',
  ],
  positionals: [PROJECT],
  options: [...SOURCE_OPTIONS, APPLY, ACTOR, JSON_OUTPUT],
  examples: [
    { line: 'recount PROJECT --table MVProjects', effect: 'stored and counted side by side' },
    { line: 'recount PROJECT --table MVProjects --apply', effect: 'set what is stored to what was counted' },
  ],
  run: async (input, context) => {
    const { terminal } = context
    const isApplied = input.option(APPLY)
    const source = await openSource(input, context, { actor: actorOf(input, context), writes: isApplied })
    const projectId = input.positional(PROJECT)
    const { project, scenes } = await source.scenes.load(projectId)
    const before = project.value
    const place = isApplied ? source : await source.rehearse(projectId)
    const after = await place.scenes.recount(projectId)
    if (isApplied) await source.save()
    const counted = recalculateCounters(scenes.map(({ value }) => value))
    const isRight = isSame(before, after)
    const exitCode = isRight || isApplied ? EXIT_CODES.clean : EXIT_CODES.findings
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, {
        projectId,
        applied: isApplied,
        before: inShort(before),
        after: inShort(after),
        counted,
      })
      return exitCode
    }
    const { print, paint, width } = terminal
    print(paint('dim', sourceLine(source)))
    print(paint('bold', projectId))
    print()
    printLines(terminal, counterTable(before, after, { paint, width: width(), indent: '' }))
    print()
    if (isRight) print('The counters are right.')
    else print(isApplied ? 'Done.' : NOTHING_WRITTEN)
    return exitCode
  },
}

function inShort({ status, sceneCount, completedScenes, failedScenes }: Project): object {
  return { status, sceneCount, completedScenes, failedScenes }
}

function isSame(before: Project, after: Project): boolean {
  return JSON.stringify(inShort(before)) === JSON.stringify(inShort(after))
}
