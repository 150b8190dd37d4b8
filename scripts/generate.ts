import { writeFileSync } from 'node:fs'
import { measureCosts } from '../test/adapters/dynamodb/cost/measure-costs.js'
import { costDocument } from './cost-document.js'
import { generatedDocuments } from './generated-documents.js'

for (const [file, text] of Object.entries(generatedDocuments())) write(file, text)
// Last, as it takes a minute and an engine to measure on.
write('cost.md', costDocument(await measureCosts()))

function write(file: string, text: string): void {
  writeFileSync(new URL(`../docs/${file}`, import.meta.url), text)
}
