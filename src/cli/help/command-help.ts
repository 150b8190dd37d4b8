import type { Command } from '../command.js'
import type { Option } from '../command-line/option.js'
import { SOURCE_OPTIONS } from '../options/source-options.js'
import type { Paint } from '../terminal/paint.js'
import { wrap } from '../text/fit-text.js'
import { listing } from './listing.js'
import { PROGRAM, spellingOf, usageOf } from './usage.js'

const NAME_WIDTH = 26

/** The help of one command. */
export function commandHelp(
  command: Command,
  everywhere: readonly Option<unknown>[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const layout = { paint, width, nameWidth: NAME_WIDTH }
  const isSource = (option: Option<unknown>) => SOURCE_OPTIONS.some(({ name }) => name === option.name)
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint('bold', title), ...lines]
  const options = (list: readonly Option<unknown>[]) =>
    listing(
      list.map((option) => [spellingOf(option), meaningOf(option)]),
      layout,
    )
  const title = `${PROGRAM} ${command.name}`
  const [first = '', ...others] = wrap(`${title}: ${command.summary}`, width)
  const rest = first.slice(title.length)
  const places = command.positionals.map(({ placeholder, summary }) => [placeholder, summary] as const)
  return [
    `${paint('bold', title)}${rest}`,
    ...others,
    '',
    `Usage: ${usageOf(command)}`,
    ...command.description.flatMap((text) => ['', ...wrap(text, width)]),
    ...section(
      'Examples',
      command.examples.flatMap(({ line, effect }) => [
        `  ${paint('dim', `# ${effect}`)}`,
        `  ${PROGRAM} ${line}`,
      ]),
    ),
    ...section('Arguments', listing(places, layout)),
    ...section('Options', options([...command.options.filter((option) => !isSource(option)), ...everywhere])),
    ...section('Where the scenes are', options(command.options.filter(isSource))),
  ]
}

function meaningOf({ summary, variable }: Option<unknown>): string {
  return variable === undefined ? summary : `${summary} [${variable}]`
}
