import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isSceneError } from '@badapple/scenes'
import { seededRandom } from '../../../../src/testing/seeded-random.js'
import { ownAssignment } from './assignment.js'
import { diaryIn } from './diary.js'
import { liveService } from './live-service.js'

/** Edits prompts, and moves scenes, until it is told to stop. */
async function main(): Promise<void> {
  const assignment = ownAssignment()
  const { directory, projectId, seed } = assignment
  const diary = diaryIn(directory)
  const scenes = liveService(assignment, 'editor', diary)
  const random = seededRandom(seed)
  for (let edits = 1; !existsSync(join(directory, 'stop')); edits++) {
    const { scenes: records } = await scenes.load(projectId)
    const sequences = records.map(({ value }) => value.sequence)
    const sequence = sequences[Math.floor(random() * sequences.length)] ?? 1
    try {
      if (random() < 0.7) {
        await scenes.editScene(projectId, sequence, { prompt: `Shot ${sequence}, edit ${edits}` })
        diary.write({ type: 'edited', what: `prompt ${sequence}` })
      } else {
        const others = sequences.filter((other) => other !== sequence)
        const place = Math.floor(random() * sequences.length)
        await scenes.reorderScenes(projectId, others.toSpliced(place, 0, sequence))
        diary.write({ type: 'edited', what: 'order' })
      }
    } catch (error) {
      // Everything is changing under its hands, and a new order of many scenes is done in steps.
      if (!isSceneError(error) || !error.retryable) throw error
    }
    await sleep(random() * 100)
  }
}

void main()
