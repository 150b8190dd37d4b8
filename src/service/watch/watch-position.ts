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

/** 36 bits that stand for an event's id. That two of 400 and a new one share them happens once in a hundred million events. */
export function markOf(id: string): string {
  return characters(hash(id, 0x811c9dc5)) + characters(hash(id, 0x9e3779b9))
}

/** FNV-1a from any seed, with the higher bits folded into the lower ones. */
function hash(text: string, seed: number): number {
  let bits = seed
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  return bits ^ (bits >>> 13)
}

function characters(bits: number): string {
  return [0, 6, 12].map((shift) => ALPHABET.charAt((bits >>> shift) & 63)).join('')
}
