import type { Command } from '../command.js'
import { required } from '../command-line/positional.js'
import { oneOf } from '../command-line/readers.js'
import { EXIT_CODES } from '../exit-code.js'
import { ENDPOINT, JSON_OUTPUT, REGION, TABLE } from '../options/source-options.js'
import { APPLY } from '../options/writing-options.js'
import { dynamodb } from '../source/aws.js'
import { tableConnection } from '../source/connection.js'
import { printJson } from '../terminal/json.js'
import { printLines } from '../terminal/page.js'
import { inCommands } from '../text/in-commands.js'
import { listItem } from '../text/list-item.js'
import { NOTHING_WRITTEN } from '../text/nothing-written.js'

const ACTION = required(
  {
    placeholder: 'ACTION',
    summary: 'check: compare the table with what the library needs; create: create it unless it is there',
  },
  oneOf(['check', 'create']),
)

/** Checks or creates the table itself. */
export const table: Command = {
  name: 'table',
  group: 'tables',
  summary: 'check the table itself, or create it',
  description: [
    'A check ends with 1 when the table lacks something. Creating waits until the table can be used and turns on its backups; a table that is there is left as it is.',
  ],
  positionals: [ACTION],
  options: [TABLE, REGION, ENDPOINT, APPLY, JSON_OUTPUT],
  examples: [
    { line: 'table check --table MVProjects', effect: 'whether the table has all that is needed' },
    {
      line: 'table create --table scenes-test --endpoint http://localhost:8000 --apply',
      effect: 'one for trying things out',
    },
  ],
  run: async (input, { terminal, signal }) => {
    const connection = tableConnection(input, 'which table? Name it with --table')
    const { checkTable, createTable } = await dynamodb()
    const isCreated = input.positional(ACTION) === 'create' && input.option(APPLY)
    const check = await (isCreated
      ? createTable({ ...connection, signal })
      : checkTable({ ...connection, signal }))
    const exitCode = check.ok ? EXIT_CODES.clean : EXIT_CODES.findings
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, { applied: isCreated, ...check })
      return exitCode
    }
    const { print, paint, width } = terminal
    const item = (text: string) => listItem('-', text, width())
    print(paint('bold', check.tableName))
    printLines(
      terminal,
      check.problems
        .map(inCommands)
        .flatMap(item)
        .map((line) => paint('red', line)),
    )
    printLines(
      terminal,
      check.remarks.flatMap(item).map((line) => paint('yellow', line)),
    )
    print(
      check.ok ? paint('green', 'The table has all that is needed.') : 'The table cannot be used like this.',
    )
    if (input.positional(ACTION) === 'create' && !isCreated) print(NOTHING_WRITTEN)
    return exitCode
  },
}
