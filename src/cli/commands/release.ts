import { liveClaim, toTimestamp } from '../../index.js'
import { CommandFailure } from '../command-failure.js'
import { sceneCommand } from './scene-command.js'

/** Ends claims. */
export const release = sceneCommand({
  name: 'release',
  summary: 'end the claims of workers that hang, so that others can take over',
  description: [
    'The scene can be claimed at once, and the next worker resumes the job at the provider, which is paid for. A worker that was only slow can still complete until somebody else has claimed the scene.',
  ],
  done: 'released',
  all: {
    summary: 'every scene with a claim whose lease runs',
    isMeant: (scene, claim, now) => liveClaim(scene, claim, toTimestamp(now)) !== undefined,
  },
  examples: [
    { line: 'release PROJECT 3 --table MVProjects --apply', effect: 'take scene 3 from a worker that hangs' },
  ],
  act: async (scenes, { projectId, scene: { sequence }, claim, reason }) => {
    if (claim === undefined)
      throw new CommandFailure(
        `scene ${sequence} has no claim to end; where it hangs without one, repair puts that right`,
      )
    const { claimId, attempt } = claim
    return scenes.release({ projectId, sequence, claimId, attempt }, reason)
  },
})
