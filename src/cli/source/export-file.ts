import { readFile } from 'node:fs/promises'
import { CommandFailure } from '../command-failure.js'
import { messageOf } from '../text/message-of.js'
import type { ExportDocument } from './export-file.schema.js'
import { parseExport } from './export-file.schema.js'
import { fileTrouble } from './file-trouble.js'

/** A file as it was read. */
export interface ExportFile {
  readonly path: string
  readonly text: string
  readonly document: ExportDocument
}

/**
 * Reads an export.
 * @throws CommandFailure
 */
export async function readExport(path: string): Promise<ExportFile> {
  const text = await readText(path)
  return { path, text, document: parseExport(parseJson(text, path), path) }
}

/** The text of an export, an item on each line. */
export function exportText({ rest, exportedAt, items, objects }: Omit<ExportDocument, 'isScan'>): string {
  const fields = [
    ...Object.entries(rest).map(([name, value]) => field(name, JSON.stringify(value))),
    ...(exportedAt === undefined ? [] : [field('exportedAt', JSON.stringify(exportedAt))]),
    field('items', lines(items)),
    ...(objects === undefined ? [] : [field('objects', lines(objects))]),
  ]
  return `{\n${fields.join(',\n')}\n}\n`
}

function field(name: string, json: string): string {
  return `${JSON.stringify(name)}: ${json}`
}

function lines(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : `[\n${list.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandFailure(`${path} cannot be read: ${fileTrouble(cause, 'there is no such file')}`, {
      cause,
    })
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CommandFailure(`${path} is no JSON: ${messageOf(cause)}`, { cause })
  }
}
