import { toTimestamp } from '../../index.js'
import type { Command, Context } from '../command.js'
import { CommandFailure } from '../command-failure.js'
import { value } from '../command-line/option.js'
import { anyNumber } from '../command-line/positional.js'
import { text } from '../command-line/readers.js'
import { EXIT_CODES } from '../exit-code.js'
import { SOURCE_OPTIONS } from '../options/source-options.js'
import { openSource } from '../source/open-source.js'
import type { Source } from '../source/source.js'
import type { Append } from '../source/write-file.js'
import { writeWholeFile } from '../source/write-file.js'
import { plural } from '../text/plural.js'

const PROJECTS = anyNumber({ placeholder: 'PROJECT', summary: 'the ids of projects; without one, all' }, text)

const OUT = value({
  name: 'out',
  short: 'o',
  placeholder: 'FILE',
  reader: text,
  summary: 'the file to write, as a whole; without it standard output',
})

/** Exports a table. */
export const exportCommand: Command = {
  name: 'export',
  group: 'tables',
  summary: 'write a table, or some projects of it, into a file',
  description: [
    'The file holds the items as they are stored, in DynamoDB JSON, the time, and the listing of the bucket where one is named: all that the other commands need, with --file. The items of projects that are written to meanwhile may be of different moments.',
  ],
  positionals: [PROJECTS],
  options: [...SOURCE_OPTIONS, OUT],
  examples: [
    {
      line: 'export PROJECT --table MVProjects --bucket badapple-media --out hangs.json',
      effect: 'a project that hangs, to look at elsewhere',
    },
    { line: 'export PROJECT --file export.json --out one.json', effect: 'one project out of an export' },
  ],
  run: async (input, context) => {
    const source = await openSource(input, context)
    const projectIds = input.positional(PROJECTS)
    const path = input.option(OUT)
    const { terminal } = context
    for (const projectId of projectIds) await assertThere(source, projectId)
    let counts = { items: 0, objects: 0 }
    const write = async (append: Append) => {
      counts = await writeExport(source, projectIds, append, context)
    }
    if (path === undefined) {
      await write((text) => {
        terminal.write(text)
        return Promise.resolve()
      })
    } else await writeWholeFile(path, write)
    const objects =
      source.objects === 'known' ? ` and ${plural(counts.objects, 'object')}` : '; no bucket, so no objects'
    terminal.note(`${plural(counts.items, 'item')}${objects}`)
    return EXIT_CODES.clean
  },
}

/** A name with a mistake in it would give an export without items, and nobody would notice. */
async function assertThere({ items }: Source, projectId: string): Promise<void> {
  for await (const _item of items.read([projectId])) return
  throw new CommandFailure(`there is no project ${projectId}`)
}

async function writeExport(
  source: Source,
  projectIds: readonly string[],
  append: Append,
  { terminal, signal }: Context,
): Promise<{ readonly items: number; readonly objects: number }> {
  const list = async (name: string, entries: AsyncIterable<unknown>) => {
    let count = 0
    await append(`"${name}": [`)
    for await (const entry of entries) {
      signal.throwIfAborted()
      await append(`${count === 0 ? '\n' : ',\n'}${JSON.stringify(entry)}`)
      count++
      terminal.progress(plural(count, name.slice(0, -1)))
    }
    await append(`${count === 0 ? '' : '\n'}]`)
    return count
  }
  await append(`{\n"exportedAt": ${JSON.stringify(toTimestamp(source.clock.now()))},\n`)
  const items = await list('items', source.items.read(projectIds))
  let objects = 0
  if (source.objects === 'known') {
    await append(',\n')
    objects = await list('objects', source.items.objects(projectIds))
  }
  await append('\n}\n')
  return { items, objects }
}
