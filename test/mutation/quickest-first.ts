import { relative } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/**
 * The order in which test files judge a mutant. A run ends with the first test that fails: the file that killed the mutant
 * before is asked first, then examples, which take milliseconds, and laws last.
 */
export class QuickestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((one, other) => this.expected(one) - this.expected(other)))
  }

  /** How long the file took the last time, in milliseconds; none for one that failed. */
  private expected({ project, moduleId }: TestSpecification): number {
    const last = this.ctx.cache.getFileTestResults(
      `${project.name}:${relative(this.ctx.config.root, moduleId)}`,
    )
    return last === undefined || last.failed ? 0 : last.duration
  }
}
