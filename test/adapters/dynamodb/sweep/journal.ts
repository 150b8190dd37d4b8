import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { SweepSummary } from '@badapple/scenes'
import type { Usage } from '../cost/usage.js'

/** What a process writes down while it sweeps; what is written stays when it is killed. */
export type JournalEntry =
  /** A finding as `kind project sequence`. */
  | { readonly type: 'finding'; readonly finding: string }
  /** A project is over. */
  | { readonly type: 'progress'; readonly cursor: string; readonly rssBytes: number }
  | { readonly type: 'summary'; readonly summary: SweepSummary; readonly usage: Usage }

/** Writes an entry, at once. */
export function writeEntry(journal: string, entry: JournalEntry): void {
  appendFileSync(journal, `${JSON.stringify(entry)}\n`)
}

/** All entries of a journal that was written by {@link writeEntry}. */
export function readJournal(journal: string): readonly JournalEntry[] {
  if (!existsSync(journal)) return []
  const lines = readFileSync(journal, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry)
}
