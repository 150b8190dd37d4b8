import { SceneError } from '../../core/model/error.js'

/** The names of the attributes that a cursor holds: the keys of the table and of its index. */
const KEYS: ReadonlySet<string> = new Set(['PK', 'SK', 'GSI1PK', 'GSI1SK'])

/** Where a listing goes on, as text. */
export function toCursor(key: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(key).filter(([name]) => KEYS.has(name))
  return JSON.stringify(Object.fromEntries(entries))
}

/** @throws SceneError `INVALID_INPUT` for a text that is no cursor. */
export function fromCursor(cursor: string): Record<string, string> {
  const key = parsed(cursor)
  const entries = typeof key === 'object' && key !== null ? Object.entries(key) : []
  const isKey = (entry: [string, unknown]): entry is [string, string] =>
    KEYS.has(entry[0]) && typeof entry[1] === 'string'
  if (entries.length > 0 && entries.every(isKey)) return Object.fromEntries(entries)
  throw new SceneError('INVALID_INPUT', 'cursor must be one that a listing gave', {
    input: 'cursor',
    value: cursor.slice(0, 100),
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
