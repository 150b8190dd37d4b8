import type { EventType, ProjectRecords } from '@badapple/scenes'
import { hasVideo } from '@badapple/scenes'
import type { WatchedPromise } from './promise.js'

/** What would take a video away, or begin another, under a film that is made of them. */
const WAITS: ReadonlySet<EventType> = new Set<EventType>([
  ...(['scene-claimed', 'scene-reset', 'scene-rejected', 'scene-retried'] as const),
])

/** A film is made once at a time, of scenes that all have a video, and none comes or goes meanwhile. */
export const wholeFilm: WatchedPromise = (world) => ({
  committed: ({ change, answer, before, after }) => {
    if (!answer.ok || before === undefined || after === undefined) return
    const wasComposing = before.project.value.status === 'composing'
    const report = (broken: string) => {
      world.report(`${broken}, by ${change.id} (${change.event?.type ?? 'no event'})`)
    }
    if (change.event?.type === 'composition-started') {
      if (wasComposing) report('one film is made at a time: another was begun')
      const missing = after.scenes.filter(({ value }) => !hasVideo(value)).map(({ value }) => value.sequence)
      if (missing.length > 0) report(`a film has every video: scenes ${missing.join(', ')} have none`)
      if (after.intent !== undefined) report('a film has every scene: some are still coming or going')
    }
    if (wasComposing && change.event !== undefined && WAITS.has(change.event.type)) {
      report('nothing begins anew under a film that is made')
    }
    const isComposing = wasComposing && after.project.value.status === 'composing'
    if (isComposing && scenesOf(before) !== scenesOf(after)) report('a film keeps its scenes: they changed')
  },
})

function scenesOf({ scenes }: ProjectRecords): string {
  return scenes.map(({ value }) => value.sequence).join(' ')
}
