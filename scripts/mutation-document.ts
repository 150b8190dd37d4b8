import { readFileSync, writeFileSync } from 'node:fs'
import { markdownTable } from './markdown-table.js'
import type { SurvivorGroup } from './mutation-survivors.js'
import { SURVIVOR_GROUPS } from './mutation-survivors.js'

/** What `npm run mutation` leaves in `reports/mutation/mutation.json`, as far as the document needs it. */
interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>
}

interface ReportedFile {
  readonly source: string
  readonly mutants: readonly Mutant[]
}

interface Mutant {
  readonly status: string
  readonly replacement: string
  readonly location: { readonly start: Position; readonly end: Position }
}

/** Both from 1. */
interface Position {
  readonly line: number
  readonly column: number
}

interface Survivor {
  /** Without `src/core/`. */
  readonly file: string
  /** What stands in the code, and what no test misses it for. */
  readonly change: string
}

const STATUSES = ['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const
const TEMPLATE = new URL('mutation-document.template.md', import.meta.url)

const report = JSON.parse(
  readFileSync(new URL('../reports/mutation/mutation.json', import.meta.url), 'utf8'),
) as Report
writeFileSync(new URL('../docs/mutation.md', import.meta.url), documentOf(report))

/** Throws when a survivor has no explanation, or an explanation no survivor. */
function documentOf({ files }: Report): string {
  const explained = groupsOf(survivorsOf(files))
  return readFileSync(TEMPLATE, 'utf8')
    .replace('{{scores}}', () => scoresTable(files))
    .replace('{{survivors}}', () => explained.map(groupText).join('\n\n'))
}

function scoresTable(files: Report['files']): string {
  const folders = [...new Set(Object.keys(files).map(folderOf))].sort()
  const mutantsIn = (folder: string) =>
    Object.entries(files).flatMap(([file, { mutants }]) => (folderOf(file) === folder ? mutants : []))
  return markdownTable(
    ['src/core', 'mutants', 'killed', 'timeout', 'survived', 'not covered', 'score'],
    [
      ...folders.map((folder) => scoreRow(folder, mutantsIn(folder))),
      scoreRow('in total', folders.flatMap(mutantsIn)),
    ],
  )
}

function scoreRow(name: string, mutants: readonly Mutant[]): readonly string[] {
  const counts = STATUSES.map((wanted) => mutants.filter(({ status }) => status === wanted).length)
  const [killed = 0, timeout = 0] = counts
  const all = counts.reduce((sum, count) => sum + count, 0)
  return [name, String(all), ...counts.map(String), `${(((killed + timeout) / all) * 100).toFixed(1)} %`]
}

function survivorsOf(files: Report['files']): readonly Survivor[] {
  return Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location, replacement }) => ({
        file: path.replace(/^src\/core\//, ''),
        change: `${inOneLine(textAt(source, location))} → ${inOneLine(replacement)}`,
      })),
  )
}

function groupsOf(
  survivors: readonly Survivor[],
): readonly (readonly [SurvivorGroup, readonly Survivor[]])[] {
  const left = new Set(survivors)
  const found = SURVIVOR_GROUPS.map((group) => {
    const members = [...left].filter(({ file, change }) =>
      (group.mutants[file] ?? []).some((start) => change.startsWith(start)),
    )
    for (const member of members) left.delete(member)
    return [group, members] as const
  })
  const unexplained = [...left].map(({ file, change }) => `${file}: ${change}`)
  const gone = SURVIVOR_GROUPS.flatMap(({ mutants }) =>
    Object.entries(mutants).flatMap(([file, starts]) =>
      starts
        .filter((start) => !survivors.some((one) => one.file === file && one.change.startsWith(start)))
        .map((start) => `${file}: ${start}`),
    ),
  )
  if (unexplained.length + gone.length > 0)
    throw new Error(
      ['survivors without an explanation:', ...unexplained, 'explanations without a survivor:', ...gone].join(
        '\n',
      ),
    )
  return found
}

function groupText([{ title, why }, members]: readonly [SurvivorGroup, readonly Survivor[]]): string {
  const files = [...new Set(members.map(({ file }) => file))]
  const lines = files.map((file) => {
    const changes = members.filter((one) => one.file === file).map(({ change }) => inCode(change))
    return `- \`${file}\`: ${changes.join('; ')}`
  })
  return [`### ${title}: ${members.length}`, '', why, '', ...lines].join('\n')
}

/** Code that may hold backticks itself. */
function inCode(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function textAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join(' ')
}

function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 70 ? line : `${line.slice(0, 69)}…`
}

function folderOf(path: string): string {
  return path.split('/')[2] ?? ''
}
