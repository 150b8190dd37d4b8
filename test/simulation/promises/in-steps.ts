import type { ProjectRecords } from '@badapple/scenes'
import type { WatchedPromise } from './promise.js'

/** What is done in steps is done step by step, and nobody else changes the order meanwhile. */
export const inSteps: WatchedPromise = (world) => ({
  committed: ({ change, answer, before, after }) => {
    const intent = before?.intent?.value
    if (!answer.ok || intent === undefined || after === undefined) return
    const next = after.intent?.value
    const report = (broken: string) => {
      world.report(`${broken}, by ${change.id} (${change.event?.type ?? 'no event'})`)
    }
    if (next !== undefined && next.id !== intent.id)
      report('one command in steps at a time: another took its place')
    const isStep = change.writes.some((write) => 'ref' in write && write.ref.kind === 'intent')
    if (next?.id === intent.id && next.step !== intent.step + (isStep ? 1 : 0)) {
      report(`one step follows the other: ${next.step} came after ${intent.step}`)
    }
    if (!isStep && placesOf(before) !== placesOf(after))
      report('nobody changes the order beside a command in steps')
    if (next !== undefined || intent.goal !== 'scenes-reordered') return
    const shown = after.scenes.toSorted(
      (a, b) => (a.value.displaySequence ?? 0) - (b.value.displaySequence ?? 0),
    )
    const planned = (intent.order ?? []).filter((sequence) =>
      after.scenes.some(({ value }) => value.sequence === sequence),
    )
    const reached = shown.map(({ value }) => value.sequence).filter((sequence) => planned.includes(sequence))
    if (reached.join(' ') !== planned.join(' ')) report('the last step leaves the order that was asked for')
  },
})

function placesOf(records: ProjectRecords | undefined): string | undefined {
  return records?.scenes.map(({ value }) => `${value.sequence}:${value.displaySequence ?? 0}`).join(' ')
}
