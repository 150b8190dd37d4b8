import { describe, expect, it } from 'vitest'
import { projectIdSchema } from '../../../src/core/model/project-id.schema.js'

describe('projectIdSchema', () => {
  it.each(['a', 'A-z_09', '91cf2c3e-7f0b-4a36-9f0e-2f8a3c1d5e77', 'x'.repeat(64)])('takes %s', (id) => {
    expect(projectIdSchema.safeParse(id).success).toBe(true)
  })

  it.each(['', 'a/b', 'a b', 'a#b', 'ü', 'x'.repeat(65), 'a\n'])('refuses %j', (id) => {
    expect(projectIdSchema.safeParse(id).success).toBe(false)
  })
})
