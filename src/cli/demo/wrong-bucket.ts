import { createScenes, isSceneError } from '../../index.js'
import { createMemoryBlobStore } from '../../adapters/memory/index.js'
import type { AuditedProject } from './audit-projects.js'
import { wrap } from '../text/fit-text.js'
import { printLines, printParagraph } from '../terminal/page.js'
import type { Terminal } from '../terminal/terminal.js'
import { WIDTH } from '../terminal/terminal.js'
import type { World } from './world.js'

/** Repairs by a bucket in which nothing is, and shows what the library says to that. */
export async function tryWrongBucket(
  terminal: Terminal,
  { store, clock }: World,
  audited: readonly AuditedProject[],
): Promise<void> {
  printParagraph(terminal, 'First with a bucket in which nothing is, as a wrong name would give:')
  const scenes = createScenes({ store, clock, blobs: createMemoryBlobStore() })
  for (const { audit } of audited.filter(({ audit }) => audit.plan.length > 0)) {
    try {
      await scenes.repair(audit.projectId)
    } catch (error) {
      if (!isSceneError(error, 'REFUSED')) throw error
      const lines = wrap(error.message, WIDTH - 2).map((line) => terminal.paint('yellow', `  ${line}`))
      printLines(terminal, lines)
    }
  }
  terminal.print()
}
