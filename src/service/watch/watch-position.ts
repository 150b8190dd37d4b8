import { SceneError } from '../../core/model/error.js'

/** Where a watch is, as plain data. */
export interface WatchPosition {
  /** Every event up to this time was dealt with, in milliseconds since 1970. */
  readonly horizonMs: number
  /** The marks of the later events that were. */
  readonly marks: readonly string[]
}

const FORM = /^1\.([0-9a-z]{1,11})\.((?:[\w-]{6})*)$/
const MARK_LENGTH = 6

/** Most marks in a position: what more lately happened may be given again by whoever goes on there. */
export const MOST_MARKS = 400

/** The position as a text. */
export function formatPosition({ horizonMs, marks }: WatchPosition): string {
  return `1.${Math.max(0, Math.floor(horizonMs)).toString(36)}.${marks.slice(-MOST_MARKS).join('')}`
}

/** @throws SceneError `INVALID_INPUT` for a text that is no position. */
export function parsePosition(text: string): WatchPosition {
  const [, horizon = '', marks = ''] = FORM.exec(text) ?? []
  if (horizon === '') {
    throw new SceneError('INVALID_INPUT', 'after is no position of a watch; pass what `position` said', {
      input: 'after',
      value: text.slice(0, 60),
    })
  }
  const count = marks.length / MARK_LENGTH
  return {
    horizonMs: Number.parseInt(horizon, 36),
    marks: Array.from({ length: count }, (_, at) => marks.slice(at * MARK_LENGTH, (at + 1) * MARK_LENGTH)),
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BITS_PER_CHARACTER = 6n

/** 36 bits of a hash (FNV-1a) of an event's id: two of a thousand events share them once in 100,000 positions. */
export function markOf(id: string): string {
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < id.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(id.charCodeAt(at))) * 0x100000001b3n)
  }
  // The lower bits of this hash mix best once the higher ones are folded in.
  hash ^= hash >> 32n
  let mark = ''
  for (let at = 0; at < MARK_LENGTH; at++, hash >>= BITS_PER_CHARACTER) {
    mark += ALPHABET.charAt(Number(hash & 63n))
  }
  return mark
}
