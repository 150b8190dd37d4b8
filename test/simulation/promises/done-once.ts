import type { WatchedPromise } from './promise.js'

/** Whatever becomes of requests and their answers, and however often they are sent: a command has one commit that tells of it. */
export const doneOnce: WatchedPromise = (world) => {
  const done = new Map<string, string>()
  return {
    committed: ({ change: { id, event }, answer }) => {
      if (!answer.ok || event === undefined) return
      const command = id.slice(0, id.lastIndexOf('.'))
      const earlier = done.get(command)
      if (earlier !== undefined)
        world.report(`a command is done once: ${id} (${event.type}) after ${earlier}`)
      done.set(command, id)
    },
  }
}
