import { EXPORTED_AT } from './legacy-table.js'
import { printHeading, printLines, printParagraph } from './page.js'
import { produce } from './produce.js'
import { showMissing, showUntouched } from './show-leftovers.js'
import { showPlans } from './show-plans.js'
import { showStates } from './show-states.js'
import { showSummary } from './show-summary.js'
import { takeSnapshot } from './snapshot.js'
import type { Terminal } from './terminal.js'
import { World } from './world.js'

/** On a terminal a simulated minute passes in four seconds. */
const SPEED = 15

/** Runs the demo on a terminal. */
export async function runDemo(
  terminal: Terminal,
  { seed, fast }: { readonly seed: number; readonly fast: boolean },
): Promise<void> {
  const isLive = terminal.isLive && !fast
  const world = new World({ seed, speed: isLive ? SPEED : undefined })
  const { paint, print } = terminal
  introduce(terminal, { seed, isLive })

  printHeading(terminal, 'Before')
  const before = await takeSnapshot(world.store, world.blobs)
  printLines(terminal, showStates(before, paint))

  printHeading(terminal, 'What will be generated, and why')
  printLines(terminal, await showPlans(world, before, paint))

  printHeading(terminal, 'Generating')
  const tally = await produce(world, before, { terminal, isLive })
  const tookMs = world.clock.now() - Date.parse(EXPORTED_AT)

  printHeading(terminal, 'After')
  const after = await takeSnapshot(world.store, world.blobs)
  printLines(terminal, showStates(after, paint, before))

  printHeading(terminal, 'Still without a video')
  printLines(terminal, showMissing(after))
  printHeading(terminal, 'Left as it is')
  printParagraph(
    terminal,
    'This demo only generates and adopts. It repairs nothing, so what was wrong elsewhere still is:',
  )
  printLines(terminal, showUntouched(after))

  printHeading(terminal, 'Summary')
  printLines(terminal, showSummary({ before, after, tally, provider: world.provider, tookMs }))
  print()
  print(paint('dim', `To see this run again: npm run demo -- --seed ${seed}`))
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
    'The table and the bucket come from examples/demo/legacy-table.json and live in memory. The provider, its prices, ' +
      'its failures, the workers and the time are simulated: nothing is sent anywhere, and nothing is paid. Time starts ' +
      `when the table was exported, on 24 November 2025 at 12:00 UTC, and ${pace}.`,
  )
}
