import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { generatedDocuments } from '../../scripts/generated-documents.js'

it.each(Object.entries(generatedDocuments()))('docs/%s says what the code says', (file, text) => {
  const shown = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')
  expect(shown, 'run `npm run generate`').toBe(text)
})
