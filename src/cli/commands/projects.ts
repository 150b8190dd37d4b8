import type { Project } from '../../index.js'
import { PROJECT_STATUSES } from '../../index.js'
import type { Command, Input } from '../command.js'
import { value } from '../command-line/option.js'
import { oneOf, wholeNumber } from '../command-line/readers.js'
import { EXIT_CODES } from '../exit-code.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { projectTable } from '../show/project-table.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import type { Source } from '../source/source.js'
import { printJsonLine } from '../terminal/json.js'
import { printLines } from '../terminal/page.js'
import { plural } from '../text/plural.js'

const STATUS = value({
  name: 'status',
  placeholder: 'STATUS',
  reader: oneOf(PROJECT_STATUSES),
  summary: 'only those that the status index lists under it, newest first',
})

const LIMIT = value({
  name: 'limit',
  placeholder: 'COUNT',
  reader: wholeNumber(1),
  summary: 'no more than so many; without it 50, and with --json all',
})

const FEW = 50
const PAGE = 100

/** Lists projects. */
export const projects: Command = {
  name: 'projects',
  group: 'look',
  summary: 'list projects, with their counters as they are stored',
  description: [
    'Counters and status are shown as they are stored, right or wrong: show looks at the scenes themselves. With --json there is a document per line and project.',
  ],
  positionals: [],
  options: [...SOURCE_OPTIONS, STATUS, LIMIT, JSON_OUTPUT],
  examples: [
    {
      line: 'projects --table MVProjects --status processing',
      effect: 'what is being generated, newest first',
    },
    { line: 'projects --file export.json --json | jq -r .projectId', effect: 'the ids of all projects' },
  ],
  run: async (input, context) => {
    const { terminal } = context
    const source = await openSource(input, context)
    const isJson = input.option(JSON_OUTPUT)
    const most = input.option(LIMIT) ?? (isJson ? Infinity : FEW)
    const shown: Project[] = []
    let unreadable = 0
    let isMore = false
    for await (const page of pages(source, input)) {
      const room = page.items.slice(0, most - shown.length)
      shown.push(...room)
      unreadable += page.invalid.length
      if (isJson) for (const project of room) printJsonLine(terminal, project)
      isMore = room.length < page.items.length || (shown.length >= most && page.cursor !== undefined)
      if (shown.length >= most) break
    }
    if (isJson) return unreadable > 0 ? EXIT_CODES.findings : EXIT_CODES.clean
    const { print, paint, width } = terminal
    print(paint('dim', sourceLine(source)))
    print()
    if (shown.length > 0) {
      printLines(terminal, projectTable(shown, { paint, width: width(), nowMs: source.clock.now() }))
      print()
    }
    print(`${plural(shown.length, 'project')}${isMore ? '; there are more, see --limit' : ''}`)
    if (unreadable === 0) return EXIT_CODES.clean
    print(paint('red', `${plural(unreadable, 'project')} cannot be read; sweep reports them`))
    return EXIT_CODES.findings
  },
}

async function* pages({ scenes }: Source, input: Input) {
  const status = input.option(STATUS)
  let cursor: string | undefined
  do {
    const page = await scenes.listProjects({
      limit: PAGE,
      ...(status !== undefined && { status }),
      ...(cursor !== undefined && { cursor }),
    })
    yield page
    cursor = page.cursor
  } while (cursor !== undefined)
}
