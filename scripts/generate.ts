import { writeFileSync } from 'node:fs'
import { generatedDocuments } from './generated-documents.js'

for (const [file, text] of Object.entries(generatedDocuments())) {
  writeFileSync(new URL(`../docs/${file}`, import.meta.url), text)
}
