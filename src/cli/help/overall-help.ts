import type { Command } from '../command.js'
import { COMMAND_GROUPS } from '../command.js'
import type { Option } from '../command-line/option.js'
import { EXIT_CODE_MEANINGS } from '../exit-code.js'
import type { Paint } from '../terminal/paint.js'
import { wrap } from '../text/fit-text.js'
import { listing } from './listing.js'
import { PROGRAM } from './usage.js'

/** A table to try things out on, and the first look at it. */
const BEGINNING = ['demo --save try.json', 'projects --file try.json', 'sweep --file try.json'] as const

/** The help of the program as a whole. */
export function overallHelp(
  commands: readonly Command[],
  everywhere: readonly Option<unknown>[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const options = { paint, width, nameWidth: 9 }
  const groups = Object.entries(COMMAND_GROUPS).flatMap(([group, title]) => [
    '',
    paint('bold', title),
    ...listing(
      commands.filter((command) => command.group === group).map(({ name, summary }) => [name, summary]),
      options,
    ),
  ])
  return [
    `${paint('bold', PROGRAM)} finds out why scenes hang, and puts it right`,
    '',
    `Usage: ${PROGRAM} COMMAND [options]`,
    ...groups,
    '',
    paint('bold', 'Where the scenes are'),
    ...listing(
      [
        ['--table', 'NAME, and --bucket NAME; also BADAPPLE_SCENES_TABLE and _BUCKET'],
        ['--file', 'FILE, an export of them'],
      ],
      options,
    ),
    '',
    paint('bold', 'To begin with'),
    ...BEGINNING.map((line) => `  ${PROGRAM} ${line}`),
    '',
    paint('bold', 'Exit codes'),
    ...listing(
      EXIT_CODE_MEANINGS.map(([code, meaning]) => [String(code), meaning]),
      options,
    ),
    '',
    ...wrap(
      `${PROGRAM} COMMAND --help tells more, with examples. With all go ${everywhere.map(({ name }) => `--${name}`).join(', ')}.`,
      width,
    ),
  ]
}
