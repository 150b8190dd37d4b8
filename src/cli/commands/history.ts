import type { SceneEvent } from '../../index.js'
import type { Command, Input } from '../command.js'
import { flag, value } from '../command-line/option.js'
import { wholeNumber } from '../command-line/readers.js'
import { UsageError } from '../command-line/usage-error.js'
import { EXIT_CODES } from '../exit-code.js'
import { PROJECT, SCENES } from '../options/positionals.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { eventTable } from '../show/event-table.js'
import { sourceLine } from '../show/source-line.js'
import { openSource } from '../source/open-source.js'
import type { Source } from '../source/source.js'
import { printJsonLine } from '../terminal/json.js'
import { printLines } from '../terminal/page.js'
import { plural } from '../text/plural.js'

const LIMIT = value({
  name: 'limit',
  placeholder: 'COUNT',
  reader: wholeNumber(1),
  summary: 'no more than so many; without it 100, and with --json all',
})

const NEWEST_FIRST = flag({ name: 'newest-first', summary: 'the other way round' })

const MANY = 100
const PAGE = 200

/** Tells what happened in a project. */
export const history: Command = {
  name: 'history',
  group: 'look',
  summary: 'tell what happened in a project, or to one scene',
  description: [
    'Only what this library did is known: another system leaves no events. With --json there is a document per line and event, in the documented form of events.',
  ],
  positionals: [PROJECT, SCENES],
  options: [...SOURCE_OPTIONS, NEWEST_FIRST, LIMIT, JSON_OUTPUT],
  examples: [
    {
      line: 'history PROJECT 4 --table MVProjects --newest-first',
      effect: 'what befell scene 4, the last first',
    },
  ],
  check: (input) => {
    if (input.positional(SCENES).length > 1)
      throw new UsageError('history tells of one scene, or of the whole project')
  },
  run: async (input, context) => {
    const { terminal } = context
    const [sequence] = input.positional(SCENES)
    const source = await openSource(input, context)
    const isJson = input.option(JSON_OUTPUT)
    const most = input.option(LIMIT) ?? (isJson ? Infinity : MANY)
    const events: SceneEvent[] = []
    let unreadable = 0
    let isMore = false
    for await (const page of pages(source, input, sequence)) {
      const room = page.items.slice(0, most - events.length)
      if (isJson) for (const event of room) printJsonLine(terminal, event)
      events.push(...room)
      unreadable += page.invalid.length
      isMore = room.length < page.items.length || page.cursor !== undefined
      if (events.length >= most) break
    }
    const exitCode = unreadable > 0 ? EXIT_CODES.findings : EXIT_CODES.clean
    const notReadable = `${plural(unreadable, 'event')} cannot be read`
    if (isJson) {
      if (unreadable > 0) terminal.note(notReadable)
      return exitCode
    }
    const { print, paint, width } = terminal
    print(paint('dim', sourceLine(source)))
    print(paint('bold', input.positional(PROJECT)))
    print()
    if (events.length > 0) {
      printLines(terminal, eventTable(events, { paint, width: width(), indent: '' }))
      print()
    }
    print(`${plural(events.length, 'event')}${isMore ? '; there are more, see --limit' : ''}`)
    if (unreadable > 0) print(paint('red', notReadable))
    return exitCode
  },
}

async function* pages({ scenes }: Source, input: Input, sequence: number | undefined) {
  const projectId = input.positional(PROJECT)
  let after: string | undefined
  do {
    const page = await scenes.history(projectId, {
      limit: PAGE,
      newestFirst: input.option(NEWEST_FIRST),
      ...(sequence !== undefined && { sequence }),
      ...(after !== undefined && { after }),
    })
    yield page
    after = page.cursor
  } while (after !== undefined)
}
