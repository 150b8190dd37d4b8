import { eventJsonSchema } from '@badapple/scenes/core'
import { cloudEventJsonSchema } from '@badapple/scenes/webhooks'
import { diagrams } from './diagrams/diagrams.js'
import { errorsDocument } from './errors-document.js'
import { commandsDocument } from './commands-document.js'
import { statesDocument } from './states-document.js'

/** Every file under `docs/` that is generated from code alone, with its text; `docs/cost.md` takes an engine to measure on. */
export function generatedDocuments(): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(diagrams()).map(([file, svg]) => [`diagrams/${file}`, svg])),
    'states.md': statesDocument(),
    'errors.md': errorsDocument(),
    'commands.md': commandsDocument(),
    'event.schema.json': `${JSON.stringify(eventJsonSchema(), null, 2)}\n`,
    'cloud-event.schema.json': `${JSON.stringify(cloudEventJsonSchema(), null, 2)}\n`,
  }
}
