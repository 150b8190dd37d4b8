import { it } from 'vitest'
import { explore } from './explorer/explore.js'
import { workersAndRepair } from './explorer/set-ups/workers-and-repair.js'
it('x', async () => { console.log(await explore({...workersAndRepair, ...JSON.parse(process.env.OVER ?? '{}')})) })
