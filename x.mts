import { explore } from './test/simulation/explorer/explore.js'
import { slowWorker, unansweredWorkers } from './test/simulation/explorer/set-ups/workers-and-repair.js'
import { lastToSettle, sealedMeanwhile } from './test/simulation/explorer/set-ups/last-to-settle.js'
import { staleSave } from './test/simulation/explorer/set-ups/stale-save.js'
import { adoption } from './test/simulation/explorer/set-ups/adoption.js'
for (const s of [slowWorker, unansweredWorkers,lastToSettle, sealedMeanwhile,staleSave,adoption] as any[]) {
if (process.env.ONLY && !s.name.includes(process.env.ONLY)) continue
const c0=process.cpuUsage(); const r = await explore({...s, ...JSON.parse(process.env.OVER ?? "{}")}); const c=process.cpuUsage(c0); console.log(JSON.stringify(r), "cpu", (c.user+c.system)/1e6)
if (r.problem) console.log(r.problem)
}
