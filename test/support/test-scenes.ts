import type { EventType, Scenes } from '@badapple/scenes'
import type { SentRequest, TestScenes, TestScenesOptions } from '@badapple/scenes/testing'
import { createTestScenes } from '@badapple/scenes/testing'

/** The test kit for tests that do not look while somebody waits, but at how long. */
export function testScenes(
  seed: Parameters<typeof createTestScenes>[0] = [],
  options: TestScenesOptions = {},
): TestScenes {
  return createTestScenes(seed, { autoAdvance: true, random: () => 0.5, ...options })
}

/** Creates a project with so many pending scenes, and returns its id. */
export async function projectWith(scenes: Scenes, count: number): Promise<string> {
  const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
  const prompts = Array.from({ length: count }, (_, index) => ({
    prompt: `Shot ${index + 1}`,
    durationSeconds: 8,
  }))
  if (count > 0) await scenes.addScenes(projectId, prompts)
  return projectId
}

/** The bytes of a small clip. */
export function clipBytes(size = 16): Uint8Array {
  return new Uint8Array(size).fill(7)
}

/** Tells the commits of an event from others. */
export function isOf(type: EventType) {
  return ({ change }: SentRequest): boolean => change?.event?.type === type
}
