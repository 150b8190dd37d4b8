import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { statesDocument } from '../../scripts/states-document.js'

it('shows the transitions as they are in the code', () => {
  const shown = readFileSync(new URL('../../docs/states.md', import.meta.url), 'utf8')
  expect(shown, 'run `npm run diagrams`').toBe(statesDocument())
})
