import { hasVideo } from '../../index.js'
import { sceneCommand } from './scene-command.js'

/** Gives failed scenes another try. */
export const retry = sceneCommand({
  name: 'retry',
  summary: 'give failed scenes another try',
  description: [
    'A failed scene becomes pending, its error goes to the history, and its tries are counted anew. Scenes that have a video are left alone.',
  ],
  done: 'retried',
  all: {
    summary: 'every failed scene without a video',
    isMeant: (scene) => scene.status === 'failed' && !hasVideo(scene),
  },
  examples: [
    {
      line: 'retry PROJECT --all --table MVProjects --apply',
      effect: 'all that failed, after an outage say',
    },
  ],
  act: (scenes, { projectId, scene, reason }) => scenes.retry(projectId, scene.sequence, reason),
})
