import { setTimeout as sleep } from 'node:timers/promises'
import type { SceneOutcome } from '@badapple/scenes'
import { hasVideo } from '@badapple/scenes'
import { seededRandom } from '../../../../src/testing/seeded-random.js'
import { ownAssignment, sayAtWork } from './assignment.js'
import { diaryIn } from './diary.js'
import { liveService } from './live-service.js'
import { providerIn } from './provider.js'

/** How long a worker waits before it looks again for scenes that others had, in milliseconds. */
const PAUSE_MS = 200

/** Generates what is missing until nothing is. */
async function main(): Promise<void> {
  const assignment = ownAssignment()
  const { directory, projectId, seed } = assignment
  const diary = diaryIn(directory)
  const scenes = liveService(assignment, `worker-${process.pid}`, diary)
  const generate = providerIn(directory, diary, seededRandom(seed))
  for (;;) {
    const summary = await scenes.generateMissing(projectId, generate, { onProgress: sayAtWork })
    for (const outcome of summary.scenes) noteTrouble(outcome)
    const { scenes: records } = await scenes.load(projectId)
    if (records.every(({ value }) => hasVideo(value))) return
    await sleep(PAUSE_MS)
  }

  function noteTrouble(result: SceneOutcome): void {
    const { sequence: scene, outcome } = result
    if ('key' in result && outcome !== 'generated' && outcome !== 'adopted') {
      diary.write({ type: 'not-recorded', scene, outcome, key: result.key ?? '' })
    }
    if ('error' in result) {
      diary.write({ type: 'trouble', scene, outcome, message: String(result.error) })
    }
  }
}

void main()
