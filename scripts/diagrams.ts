import { writeFileSync } from 'node:fs'
import { statesDocument } from './states-document.js'

writeFileSync(new URL('../docs/states.md', import.meta.url), statesDocument())
