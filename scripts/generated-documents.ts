import { eventJsonSchema } from '@badapple/scenes/core'
import { cloudEventJsonSchema } from '@badapple/scenes/webhooks'
import { commandsDocument } from './commands-document.js'
import { statesDocument } from './states-document.js'

/** Every file under `docs/` that is generated from code alone, with its text; `docs/cost.md` takes an engine to measure on. */
export function generatedDocuments(): Readonly<Record<string, string>> {
  return {
    'states.md': statesDocument(),
    'commands.md': commandsDocument(),
    'event.schema.json': `${JSON.stringify(eventJsonSchema(), null, 2)}\n`,
    'cloud-event.schema.json': `${JSON.stringify(cloudEventJsonSchema(), null, 2)}\n`,
  }
}
