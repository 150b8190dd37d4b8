import { isSceneError } from '@badapple/scenes'
import { expect } from 'vitest'

const LONGEST_MESSAGE = 520

/** A rejection for a person: short, and about what was passed. Anything but a `SceneError` is thrown on. */
export function expectClear(error: unknown): void {
  if (!isSceneError(error)) throw error
  const { message } = error
  expect(message.length, message).toBeLessThanOrEqual(LONGEST_MESSAGE)
  expect(message).not.toContain('[object ')
  // What a schema says about something that is missing is right.
  expect(message.replaceAll(/(?:received|time:) undefined|got "[^"]*"/g, '')).not.toContain('undefined')
  if (isSceneError(error, 'INVALID_INPUT')) expect(message).toContain(error.details.input)
}
