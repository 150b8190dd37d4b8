import type { Context, Input } from '../command.js'
import { UsageError } from '../command-line/usage-error.js'
import { FILE, TABLE_OPTIONS } from '../options/source-options.js'
import { openFile } from './file-source.js'
import type { Source } from './source.js'
import { openTable } from './table-source.js'

/** What a command is going to do with a source. */
export interface Purpose {
  /** Who does it, for the history; nobody where nothing is written. */
  readonly actor?: string
  /** Whether something will be written to it. */
  readonly writes?: boolean
}

/**
 * Opens the table or the export that was named.
 * @throws UsageError, CommandFailure
 */
export async function openSource(input: Input, context: Context, purpose: Purpose = {}): Promise<Source> {
  const path = input.option(FILE)
  if (path === undefined) return openTable(input, context, purpose)
  const other = TABLE_OPTIONS.find((option) => input.isGiven(option))
  if (other !== undefined) {
    throw new UsageError(`--${other.name} does not go with --file: an export is all that is looked at then`)
  }
  return openFile(path, input, purpose)
}
