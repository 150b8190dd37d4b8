import { relative } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** The files that take longest, longest first: what is begun last must be short for all workers to end together. */
const SLOW = [
  'test/adapters/dynamodb/cost.test.ts',
  'test/simulation/campaign.test.ts',
  'test/service/generation/interleavings.test.ts',
  'test/adapters/dynamodb/sweep.test.ts',
  'test/adapters/dynamodb/workers.test.ts',
  'test/site/site.test.ts',
  'test/service/counter-interleavings.test.ts',
  'test/adapters/s3/contract.test.ts',
  'test/service/model-based.test.ts',
  'test/service/fuzz.test.ts',
  'test/service/audit/laws.test.ts',
  'test/simulation/explorer.test.ts',
  'test/examples/service/page.test.ts',
  'test/service/execute.test.ts',
  'test/docs/types.test.ts',
  'test/docs/samples.test.ts',
]

/** Begins with the slow files also where no earlier run has measured them, as in a fresh clone. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config
    const rank = ({ moduleId }: TestSpecification) => {
      const at = SLOW.indexOf(relative(root, moduleId).replaceAll('\\', '/'))
      return at === -1 ? SLOW.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
