import { UsageError } from '../command-line/usage-error.js'
import { REASON } from '../options/writing-options.js'
import { sceneCommand } from './scene-command.js'

/** Turns videos down. */
export const reject = sceneCommand({
  name: 'reject',
  summary: 'turn bad videos down: failed, with the reason as their error',
  description: [
    'The clips of a scene go to history and stay in the bucket, and the scene is failed with the reason as its error. It is generated again by the next run, as status never excludes; its clip is not adopted again.',
  ],
  done: 'rejected',
  costsVideos: true,
  examples: [
    {
      line: "reject PROJECT 5 --reason 'a hand with six fingers' --table MVProjects",
      effect: 'what it would do, and cost',
    },
  ],
  check: (input) => {
    if (input.option(REASON) === undefined)
      throw new UsageError('reject needs a --reason: what is wrong with the video')
  },
  act: (scenes, { projectId, scene, reason: { reason = '' } }) =>
    scenes.reject(projectId, scene.sequence, { reason }),
})
