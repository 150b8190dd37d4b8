import type { Command } from '../src/cli/command.js'
import { COMMAND_GROUPS } from '../src/cli/command.js'
import type { Option } from '../src/cli/command-line/option.js'
import { COMMANDS, EVERYWHERE } from '../src/cli/command-table.js'
import { EXIT_CODE_MEANINGS } from '../src/cli/exit-code.js'
import { PROGRAM, spellingOf, usageOf } from '../src/cli/help/usage.js'
import { SOURCE_OPTIONS } from '../src/cli/options/source-options.js'
import { markdownTable } from './markdown-table.js'

/** The document with every command and option, as generated from the table that parses command lines. */
export function commandsDocument(): string {
  const groups = Object.entries(COMMAND_GROUPS).flatMap(([group, title]) => [
    `## ${title}`,
    ...COMMANDS.filter((command) => command.group === group).flatMap(commandSection),
  ])
  return [
    '---\ntitle: Commands\n---',
    '# Commands',
    `Generated from the table in \`src/cli/command-table.ts\` by \`npm run generate\`; \`${PROGRAM} COMMAND --help\` says the same. How to use them, with what they print: [Command line](guides/cli.md).`,
    markdownTable(
      ['command', 'what it does'],
      COMMANDS.map(({ name, summary }) => [`[\`${name}\`](#${name})`, summary]),
    ),
    '## Exit codes',
    markdownTable(
      ['code', 'meaning'],
      EXIT_CODE_MEANINGS.map(([code, meaning]) => [String(code), meaning]),
    ),
    '## Where the scenes are',
    `Options of every command that reads scenes; \`table\` takes those that name a table. What is in the environment stands in for an option that is not given.`,
    optionTable(SOURCE_OPTIONS),
    '## With every command',
    optionTable(EVERYWHERE),
    ...groups,
  ]
    .join('\n\n')
    .concat('\n')
}

function commandSection(command: Command): string[] {
  const { name, summary, description, positionals, options, examples } = command
  const own = options.filter((option) => !SOURCE_OPTIONS.some((one) => one.name === option.name))
  const places = positionals.map((one) => [`\`${one.placeholder}\``, one.summary])
  const lines = examples.flatMap(({ line, effect }) => [`# ${effect}`, `${PROGRAM} ${line}`])
  return [
    `### ${name}`,
    `\`${usageOf(command)}\`: ${summary}.`,
    ...description,
    ['```sh', ...lines, '```'].join('\n'),
    markdownTable(['own options', 'what for'], [...places, ...rowsOf(own)]),
  ]
}

function optionTable(options: readonly Option<unknown>[]): string {
  return markdownTable(['option', 'what for'], rowsOf(options))
}

function rowsOf(options: readonly Option<unknown>[]): string[][] {
  return options.map((option) => {
    const variable = option.variable === undefined ? '' : `; \`${option.variable}\``
    return [`\`${spellingOf(option)}\``, `${option.summary}${variable}`]
  })
}
