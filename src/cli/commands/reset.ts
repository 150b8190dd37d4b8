import { hasVideo } from '../../index.js'
import { sceneCommand } from './scene-command.js'

/** Resets scenes. */
export const reset = sceneCommand({
  name: 'reset',
  summary: 'take scenes back to pending, to be generated again',
  description: [
    'The clips of a scene go to history and stay in the bucket, and whoever is generating it is shut out: what it delivers is not recorded. The next run generates the scene again, at its price.',
  ],
  done: 'reset',
  all: {
    summary: 'every scene of the project that is not just waiting to be generated',
    isMeant: (scene) => hasVideo(scene) || scene.status !== 'pending',
  },
  costsVideos: true,
  examples: [
    {
      line: 'reset PROJECT 4 7 --table MVProjects --price-per-second 0.40',
      effect: 'what it would do, and cost',
    },
    {
      line: "reset PROJECT 4 --table MVProjects --reason 'wrong actor' --apply",
      effect: 'do it, with a word for the history',
    },
  ],
  act: (scenes, { projectId, scene, reason }) => scenes.reset(projectId, scene.sequence, reason),
})
