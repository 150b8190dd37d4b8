import { readFileSync } from 'node:fs'
import type { ListedObject } from '../../adapters/memory/index.js'
import type { DynamoJsonItem } from '../../index.js'
import { parseExport } from '../source/export-file.schema.js'

const FILE = new URL('./legacy-table.json', import.meta.url)

/** The export itself, as it stands in the package. */
export const EXPORT_TEXT = readFileSync(FILE, 'utf8')

const exported = parseExport(JSON.parse(EXPORT_TEXT), FILE.pathname)

/** The moment at which table and bucket were exported. */
export const EXPORTED_AT = exported.exportedAt ?? '2025-11-24T12:00:00Z'

/** The items of the table, in DynamoDB JSON. */
export const items: readonly DynamoJsonItem[] = exported.items

/** The listing of the bucket. */
export const objects: readonly ListedObject[] = exported.objects ?? []
