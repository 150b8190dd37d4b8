import { setTimeout as realTime } from 'node:timers/promises'
import { auditProjects } from './audit-projects.js'
import type { AuditedProject } from './audit-projects.js'
import { EXPORTED_AT } from './legacy-table.js'
import { printHeading, printLines, printParagraph } from '../terminal/page.js'
import { plural } from '../text/plural.js'
import { produce } from './produce.js'
import { repairProjects } from './repair-projects.js'
import { showAudits } from './show-audits.js'
import { showCounters } from './show-counters.js'
import { showMissing } from './show-missing.js'
import { showPlans } from './show-plans.js'
import { showStates } from './show-states.js'
import { showSummary } from './show-summary.js'
import { takeSnapshot } from './snapshot.js'
import { Tally } from './tally.js'
import type { Terminal } from '../terminal/terminal.js'
import { World } from './world.js'
import { tryWrongBucket } from './wrong-bucket.js'

/** On a terminal a simulated minute passes in three seconds. */
const SPEED = 20

/** Milliseconds between chapters on a terminal. */
const GLANCE_MS = 600

/** Runs the demo on a terminal. */
export async function runDemo(
  terminal: Terminal,
  { seed, fast, signal }: { readonly seed: number; readonly fast: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const isLive = terminal.isLive && !fast
  const world = new World({ seed, speed: isLive ? SPEED : undefined, signal })
  const operator = world.operator()
  const { paint, print } = terminal
  const tally = new Tally()
  const chapter = async (title: string) => {
    if (isLive) await realTime(GLANCE_MS, undefined, { signal })
    signal.throwIfAborted()
    printHeading(terminal, title)
  }
  introduce(terminal, { seed, isLive })

  await chapter('Before')
  const before = await takeSnapshot(world.store, world.blobs)
  printLines(terminal, showStates(before, paint))

  await chapter('What would be generated, and why')
  printLines(terminal, await showPlans(world, before, paint))

  await chapter('Audit')
  printParagraph(
    terminal,
    'An audit compares the records with each other and with the bucket, and writes nothing.',
  )
  const found = await auditProjects(operator, before)
  printLines(terminal, showAudits(found, paint))

  await chapter('Repair')
  await tryWrongBucket(terminal, world, found)
  printParagraph(terminal, 'With the right bucket: object before URL before status before counters.')
  await repairProjects(operator, found, { terminal, tally })
  const repaired = await takeSnapshot(world.store, world.blobs)

  await chapter('Generating')
  await produce(world, repaired, { terminal, tally, isLive })
  const tookMs = world.clock.now() - Date.parse(EXPORTED_AT)

  await chapter('After')
  const after = await takeSnapshot(world.store, world.blobs)
  printLines(terminal, showStates(after, paint, before))

  await chapter('Still without a video')
  printLines(terminal, showMissing(after))

  await chapter('Audit again')
  const left = await auditProjects(operator, after)
  printParagraph(terminal, summarizeLeft(left))
  printLines(terminal, showAudits(left, paint))

  await chapter('Counters')
  printParagraph(
    terminal,
    'Scenes / completed / failed. Those stored move with the scenes, in the same commit; those recounted are what recalculateCounters counts in the scenes.',
  )
  printLines(terminal, showCounters(after, before, paint))

  await chapter('Summary')
  const findings = left.flatMap(({ audit }) => audit.findings).length
  printLines(terminal, showSummary({ before, after, tally, provider: world.provider, findings, tookMs }))
  print()
  print(paint('dim', `To see this run again: badapple-scenes demo --seed ${seed}`))
  print(paint('dim', 'To try the commands on its table: badapple-scenes demo --save try.json'))
}

function summarizeLeft(audited: readonly AuditedProject[]): string {
  const steps = audited.flatMap(({ audit }) => audit.plan).length
  return steps === 0
    ? 'Nothing is left that a repair could put right. What is only reported is for a person to decide:'
    : `A repair would take ${plural(steps, 'more step')}:`
}

function introduce(
  terminal: Terminal,
  { seed, isLive }: { readonly seed: number; readonly isLive: boolean },
) {
  terminal.print(terminal.paint('bold', `@badapple/scenes: a demo, seed ${seed}`))
  terminal.print()
  const pace = isLive ? `passes ${SPEED} times faster than real time` : 'passes without waiting'
  printParagraph(
    terminal,
    'The table and the bucket come with the package and live in memory. The provider, its prices, ' +
      'its failures, the workers and the time are simulated: nothing is sent anywhere, and nothing is paid. Time starts ' +
      `when the table was exported, on 24 November 2025 at 12:00 UTC, and ${pace}.`,
  )
}
