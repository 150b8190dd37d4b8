import type { NewSceneInput, Project } from '@badapple/scenes'

/** Somebody who writes the scenes of a project, a language model for instance. */
export interface SceneWriter {
  write(project: Project, signal: AbortSignal): Promise<readonly NewSceneInput[]>
}

const SHOTS = ['A wide shot', 'A slow approach', 'A close-up']
const SHOT_SECONDS = 4

/** Writes three shots of whatever the concept is. */
export const simulatedWriter: SceneWriter = {
  write: ({ conceptPrompt }) =>
    Promise.resolve(
      SHOTS.map((shot) => ({ prompt: `${shot} of: ${conceptPrompt}`, durationSeconds: SHOT_SECONDS })),
    ),
}
