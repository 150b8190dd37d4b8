import { describe, expect, it } from 'vitest'
import { shortReason } from '../../../src/core/commands/short-reason.js'

describe('shortReason', () => {
  it('keeps what fits, and cuts the rest off', () => {
    const most = 'x'.repeat(2_000)
    expect(shortReason(most)).toBe(most)
    expect(shortReason(`${most}y`)).toBe(`${most}…`)
  })
})
