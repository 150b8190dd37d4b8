import { isDeepStrictEqual } from 'node:util'
import type { DynamoJsonItem } from '../../index.js'
import { fromDynamoJson } from '../../index.js'
import type { Command } from '../command.js'
import { flag } from '../command-line/option.js'
import { required } from '../command-line/positional.js'
import { text } from '../command-line/readers.js'
import { EXIT_CODES } from '../exit-code.js'
import { JSON_OUTPUT, SOURCE_OPTIONS } from '../options/source-options.js'
import { APPLY } from '../options/writing-options.js'
import { sourceLine } from '../show/source-line.js'
import { readExport } from '../source/export-file.js'
import { openSource } from '../source/open-source.js'
import type { ItemDoor } from '../source/source.js'
import { printJson } from '../terminal/json.js'
import { NOTHING_WRITTEN } from '../text/nothing-written.js'
import { plural } from '../text/plural.js'

const EXPORT = required({ placeholder: 'EXPORT', summary: 'the file to import, as export writes it' }, text)

const OVERWRITE = flag({
  name: 'overwrite',
  summary: 'also write over items that are there and differ; what they say now is lost',
})

/** Imports an export. */
export const importCommand: Command = {
  name: 'import',
  group: 'tables',
  summary: 'put the items of an export into a table',
  description: [
    'Items are written as they are, one by one; an item that is there and differs is left alone and told of. Objects are not copied: the bucket must have them. Meant for tables to try things out on, and for bringing back what was deleted; an import beside workers may undo what they do.',
  ],
  positionals: [EXPORT],
  options: [...SOURCE_OPTIONS, OVERWRITE, APPLY, JSON_OUTPUT],
  examples: [
    {
      line: 'import export.json --table scenes-test --endpoint http://localhost:8000 --apply',
      effect: 'try things out on a copy',
    },
  ],
  run: async (input, context) => {
    const { terminal, signal } = context
    const isApplied = input.option(APPLY)
    const overwrite = input.option(OVERWRITE)
    const { document } = await readExport(input.positional(EXPORT))
    for (const item of document.items) fromDynamoJson(item)
    const source = await openSource(input, context, { writes: isApplied })
    const counts = { written: 0, same: 0, different: 0 }
    for (const [at, item] of document.items.entries()) {
      signal.throwIfAborted()
      counts[await importItem(item, source.items, { overwrite, isApplied })]++
      terminal.progress(`${at + 1} of ${plural(document.items.length, 'item')}`)
    }
    if (isApplied) await source.save()
    const exitCode = counts.different === 0 ? EXIT_CODES.clean : EXIT_CODES.findings
    if (input.option(JSON_OUTPUT)) {
      printJson(terminal, { applied: isApplied, ...counts })
      return exitCode
    }
    const { print, paint } = terminal
    print(paint('dim', sourceLine(source)))
    print()
    print(`${plural(counts.written, 'item')} ${isApplied ? 'written' : 'would be written'}`)
    print(`${plural(counts.same, 'item')} there already, just the same`)
    if (counts.different > 0) {
      print(
        paint('yellow', `${plural(counts.different, 'item')} there that differ, left alone; see --overwrite`),
      )
    }
    if (!isApplied && counts.written > 0) print(NOTHING_WRITTEN)
    return exitCode
  },
}

async function importItem(
  item: DynamoJsonItem,
  door: ItemDoor,
  { overwrite, isApplied }: { readonly overwrite: boolean; readonly isApplied: boolean },
): Promise<'written' | 'same' | 'different'> {
  const there = await door.find(item)
  if (there !== undefined) {
    if (isDeepStrictEqual(fromDynamoJson(there), fromDynamoJson(item))) return 'same'
    if (!overwrite) return 'different'
  }
  if (!isApplied) return 'written'
  return (await door.put(item, { overwrite })) ? 'written' : 'different'
}
